/** Tests of the EasyPost stand-in, over HTTP. */
@NullMarked
package io.caserail.sandbox.easypost;

import org.jspecify.annotations.NullMarked;
