/** Trials of {@code io.caserail.sandbox.company}. */
@NullMarked
package io.caserail.sandbox.company;

import org.jspecify.annotations.NullMarked;
