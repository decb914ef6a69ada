/**
 * The weekly page: what the record of a week says to the head of support, as text, page and data.
 */
@NullMarked
package io.caserail.weekly;

import org.jspecify.annotations.NullMarked;
