package io.caserail.sandbox.stripe;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The two keys of the account: a secret one that may do everything and a restricted one that may
 * only read. A key is sent as a bearer token or as the user name of basic authentication.
 *
 * @see <a href="https://docs.stripe.com/api/authentication">Stripe: authentication</a>
 */
record ApiKeys(String secret, String readOnly) {
  ApiKeys {
    Objects.requireNonNull(secret);
    Objects.requireNonNull(readOnly);
  }

  /**
   * Whether the caller may write.
   *
   * @throws StripeError 401 if the header holds neither key
   */
  boolean mayWrite(@Nullable String authorization) {
    String key = authorization == null ? "" : keyIn(authorization);
    if (key.isEmpty()) {
      throw StripeError.unauthenticated(
          "You did not provide an API key. Send it in the Authorization header, as Bearer token.");
    }
    if (key.equals(readOnly)) {
      return false;
    }
    if (!key.equals(secret)) {
      throw StripeError.unauthenticated("Invalid API Key provided: " + masked(key));
    }
    return true;
  }

  private static String keyIn(String authorization) {
    if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return authorization.substring(7).trim();
    }
    if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      try {
        byte[] pair = Base64.getDecoder().decode(authorization.substring(6).trim());
        return new String(pair, StandardCharsets.UTF_8).replaceAll(":.*$", "");
      } catch (IllegalArgumentException e) {
        return "";
      }
    }
    return "";
  }

  private static String masked(String key) {
    return key.length() <= 12
        ? "****"
        : key.substring(0, 8) + "****" + key.substring(key.length() - 4);
  }

  @Override
  public String toString() {
    return "ApiKeys[***]";
  }
}
