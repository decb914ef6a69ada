/** Trials of {@code io.caserail.worker.upstreamcheck}. */
@NullMarked
package io.caserail.worker.upstreamcheck;

import org.jspecify.annotations.NullMarked;
