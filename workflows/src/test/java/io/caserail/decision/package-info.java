/** Tests of the package of the same name. */
@NullMarked
package io.caserail.decision;

import org.jspecify.annotations.NullMarked;
