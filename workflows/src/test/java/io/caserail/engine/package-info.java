/** Tests of the package of the same name. */
@NullMarked
package io.caserail.engine;

import org.jspecify.annotations.NullMarked;
