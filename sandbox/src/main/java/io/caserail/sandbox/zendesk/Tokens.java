package io.caserail.sandbox.zendesk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * OAuth clients and the tokens minted for them. A request that names a scope which does not exist
 * still gets a token, with which every call is then refused. Guarded by the account's lock.
 */
final class Tokens {
  private static final Set<String> RESOURCES =
      Set.of("tickets", "users", "webhooks", "triggers", "macros", "organizations", "hc");

  private final Clock clock;
  private final Map<String, OAuthClient> clients = new LinkedHashMap<>();
  private final Map<String, Token> tokens = new HashMap<>();

  Tokens(Clock clock) {
    this.clock = clock;
  }

  /**
   * A minted token.
   *
   * @param usable false if an unknown scope was asked for
   */
  record Token(String value, long userId, Set<String> scopes, boolean usable, Instant expiresAt) {
    boolean grants(String resource, boolean write, boolean globalOnly) {
      String action = write ? "write" : "read";
      return usable
          && (scopes.contains(action) || (!globalOnly && scopes.contains(resource + ":" + action)));
    }
  }

  void add(OAuthClient client) {
    clients.put(client.id(), client);
  }

  List<OAuthClient> clients() {
    return List.copyOf(clients.values());
  }

  Optional<OAuthClient> client(String id, String secret) {
    return Optional.ofNullable(clients.get(id)).filter(c -> c.secret().equals(secret));
  }

  Token mint(OAuthClient client, Set<String> asked, Duration life) {
    Set<String> granted = new LinkedHashSet<>(asked);
    granted.removeIf(scope -> !known(scope) || !allowed(client, scope));
    boolean usable = asked.stream().allMatch(Tokens::known);
    String value = UUID.randomUUID().toString().replace("-", "");
    Token token = new Token(value, client.userId(), granted, usable, clock.instant().plus(life));
    tokens.put(value, token);
    return token;
  }

  private static boolean allowed(OAuthClient client, String scope) {
    String action = scope.substring(scope.indexOf(':') + 1);
    return client.allowed().contains(scope) || client.allowed().contains(action);
  }

  private static boolean known(String scope) {
    int colon = scope.indexOf(':');
    String action = scope.substring(colon + 1);
    return (action.equals("read") || action.equals("write"))
        && (colon < 0 || RESOURCES.contains(scope.substring(0, colon)));
  }

  Optional<Token> valid(String value) {
    return Optional.ofNullable(tokens.get(value))
        .filter(t -> clock.instant().isBefore(t.expiresAt()));
  }

  /** Makes every token so far invalid, as an admin can. */
  void revokeAll() {
    tokens.clear();
  }
}
