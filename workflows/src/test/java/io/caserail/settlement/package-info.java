/** Tests of the package of the same name. */
@NullMarked
package io.caserail.settlement;

import org.jspecify.annotations.NullMarked;
