/** Tests of the package of the same name. */
@NullMarked
package io.caserail.lifecycle;

import org.jspecify.annotations.NullMarked;
