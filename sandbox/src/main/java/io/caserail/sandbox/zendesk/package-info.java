/**
 * A stateful stand-in for a Zendesk Support account, written from the vendor's documentation and
 * from what others met in live use. {@link io.caserail.sandbox.zendesk.ZendeskSandbox} is the way
 * in; the account's whole state is one aggregate behind one lock.
 */
@NullMarked
package io.caserail.sandbox.zendesk;

import org.jspecify.annotations.NullMarked;
