package io.caserail.sandbox.zendesk;

import java.util.Set;

/**
 * A confidential OAuth client, which acts as one user.
 *
 * @param allowed the widest scopes it is granted
 */
public record OAuthClient(String id, String secret, long userId, Set<String> allowed) {
  public OAuthClient {
    allowed = Set.copyOf(allowed);
  }

  @Override
  public String toString() {
    return "OAuthClient[" + id + ", secret=***, user=" + userId + "]";
  }
}
