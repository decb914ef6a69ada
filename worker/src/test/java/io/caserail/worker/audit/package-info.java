/** Trials of {@code io.caserail.worker.audit}. */
@NullMarked
package io.caserail.worker.audit;

import org.jspecify.annotations.NullMarked;
