/** Trials of {@code io.caserail.worker.authority}. */
@NullMarked
package io.caserail.worker.authority;

import org.jspecify.annotations.NullMarked;
