/** Tests of the package of the same name. */
@NullMarked
package io.caserail.model;

import org.jspecify.annotations.NullMarked;
