/** Trials of {@code io.caserail.contract}. */
@NullMarked
package io.caserail.contract;

import org.jspecify.annotations.NullMarked;
