package io.caserail.sandbox;

import java.net.URI;

/** How to have people signed in. */
public record IdentityAddress(URI issuer, String clientId, URI jwks) {}
