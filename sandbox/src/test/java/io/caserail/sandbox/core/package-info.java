/** Tests of what every stand-in is made of. */
@NullMarked
package io.caserail.sandbox.core;

import org.jspecify.annotations.NullMarked;
