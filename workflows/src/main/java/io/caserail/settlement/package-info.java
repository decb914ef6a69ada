/** Follows an accepted refund to its final word and owns what fails after success. */
@NullMarked
package io.caserail.settlement;

import org.jspecify.annotations.NullMarked;
