package io.caserail.activities.rest;

import io.caserail.activities.http.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * How we say who we are: one header of each request.
 *
 * @param header its name
 * @param value its value
 */
public record RestAuth(String header, Secret value) {
  public RestAuth {
    RestSettings.requireHeaderName(header);
  }

  public static RestAuth bearer(Secret token) {
    return new RestAuth("Authorization", new Secret("Bearer " + token.value()));
  }

  /**
   * Basic authentication.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617</a>
   */
  public static RestAuth basic(String user, Secret password) {
    if (user.contains(":")) {
      throw new IllegalArgumentException("a user of basic authentication has no colon");
    }
    byte[] pair = (user + ":" + password.value()).getBytes(StandardCharsets.UTF_8);
    return new RestAuth(
        "Authorization", new Secret("Basic " + Base64.getEncoder().encodeToString(pair)));
  }
}
