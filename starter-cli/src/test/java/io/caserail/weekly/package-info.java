/** Tests of the weekly page. */
@NullMarked
package io.caserail.weekly;

import org.jspecify.annotations.NullMarked;
