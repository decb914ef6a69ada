/** Trials of {@code io.caserail.worker.metrics}. */
@NullMarked
package io.caserail.worker.metrics;

import org.jspecify.annotations.NullMarked;
