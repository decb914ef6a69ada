/**
 * A stateful stand-in for the part of EasyPost's API that taking a label back touches: shipments,
 * their trackers, their refunds, and the signed webhooks of the real one. {@link
 * io.caserail.sandbox.easypost.EasyPostSandbox} is the way in.
 */
@NullMarked
package io.caserail.sandbox.easypost;

import org.jspecify.annotations.NullMarked;
