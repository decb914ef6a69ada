/**
 * A stand-in for a company's OpenID provider: signs colleagues in by the authorization code flow
 * with PKCE, and publishes its keys.
 */
@NullMarked
package io.caserail.sandbox.identity;

import org.jspecify.annotations.NullMarked;
