/** Trials of {@code io.caserail.worker.policy}. */
@NullMarked
package io.caserail.worker.policy;

import org.jspecify.annotations.NullMarked;
