/** Trials of {@code io.caserail.worker.config}. */
@NullMarked
package io.caserail.worker.config;

import org.jspecify.annotations.NullMarked;
