/** Behaviour of the Zendesk stand-in over real HTTP, one trap at a time. */
@NullMarked
package io.caserail.sandbox.zendesk;

import org.jspecify.annotations.NullMarked;
