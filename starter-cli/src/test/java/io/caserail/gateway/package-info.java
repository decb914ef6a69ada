/** Tests of the gateway, by real HTTP. */
@NullMarked
package io.caserail.gateway;

import org.jspecify.annotations.NullMarked;
