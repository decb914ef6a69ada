/** Trials of {@code io.caserail.worker.health}. */
@NullMarked
package io.caserail.worker.health;

import org.jspecify.annotations.NullMarked;
