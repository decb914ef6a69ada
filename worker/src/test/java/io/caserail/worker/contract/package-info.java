/** Trials of {@code io.caserail.worker.contract}. */
@NullMarked
package io.caserail.worker.contract;

import org.jspecify.annotations.NullMarked;
