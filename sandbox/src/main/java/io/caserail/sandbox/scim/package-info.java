/**
 * A stateful stand-in for a SCIM 2.0 service provider: users and groups, their versions and the
 * PATCH operations by which access is given and taken. Written from RFC 7643 and RFC 7644. {@link
 * io.caserail.sandbox.scim.ScimSandbox} is the way in.
 */
@NullMarked
package io.caserail.sandbox.scim;

import org.jspecify.annotations.NullMarked;
