package io.caserail.worker.config;

import java.net.URI;
import java.time.Duration;

/**
 * The OpenID provider whose ID tokens prove decisions by command line.
 *
 * @param issuer its name, exactly as its tokens give it; its discovery document lies below it
 * @param clientId as which the command line signs people in; a public client, with PKCE
 * @param audience for whom its tokens are; mostly the client itself
 * @param jwks where its keys are
 * @param personClaim which claim names the person: by an address, or by an id in Zendesk
 * @param clockSkew how far its clock and ours may be apart
 */
public record OidcConfig(
    String issuer,
    String clientId,
    String audience,
    URI jwks,
    String personClaim,
    Duration clockSkew) {
  private static final Duration MOST_SKEW = Duration.ofMinutes(5);

  public OidcConfig {
    if (clockSkew.isNegative() || clockSkew.compareTo(MOST_SKEW) > 0) {
      throw new IllegalArgumentException("clockSkew is no time from 0s to 5m: " + clockSkew);
    }
    if (!personClaim.matches("[A-Za-z0-9_:./-]{1,100}")) {
      throw new IllegalArgumentException("personClaim is no claim's name: " + personClaim);
    }
  }

  static OidcConfig read(Section section, boolean live) {
    URI issuer = section.uri("issuer", "");
    URI jwks = section.uri("jwks", "");
    if (live) {
      requireHttps(section, "issuer", issuer);
      requireHttps(section, "jwks", jwks);
    }
    String clientId = section.text("clientId");
    return new OidcConfig(
        issuer.toString(),
        clientId,
        section.text("audience", clientId),
        jwks,
        section.text("personClaim", "email"),
        section.durationOrNone("clockSkew", Duration.ofSeconds(30)));
  }

  private static void requireHttps(Section section, String key, URI address) {
    if (section.has(key) && !"https".equals(address.getScheme())) {
      section.problem(key, "is not https, which live mode wants");
    }
  }
}
