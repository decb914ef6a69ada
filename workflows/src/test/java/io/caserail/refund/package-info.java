/** Tests of the package of the same name. */
@NullMarked
package io.caserail.refund;

import org.jspecify.annotations.NullMarked;
