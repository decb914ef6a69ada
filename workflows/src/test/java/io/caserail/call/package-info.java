/** Tests of the package of the same name. */
@NullMarked
package io.caserail.call;

import org.jspecify.annotations.NullMarked;
