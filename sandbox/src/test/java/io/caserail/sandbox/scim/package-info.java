/** Tests of the SCIM stand-in, over HTTP. */
@NullMarked
package io.caserail.sandbox.scim;

import org.jspecify.annotations.NullMarked;
