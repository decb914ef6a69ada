/** Tests of the whole sandbox. */
@NullMarked
package io.caserail.sandbox;

import org.jspecify.annotations.NullMarked;
