/** Tests of the package of the same name. */
@NullMarked
package io.caserail.verification;

import org.jspecify.annotations.NullMarked;
