/** Keeps the hints of a crowd until each is with its case. */
@NullMarked
package io.caserail.hints;

import org.jspecify.annotations.NullMarked;
