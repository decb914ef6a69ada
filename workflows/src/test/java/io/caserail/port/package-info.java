/** Tests of what cases ask the world through. */
@NullMarked
package io.caserail.port;

import org.jspecify.annotations.NullMarked;
