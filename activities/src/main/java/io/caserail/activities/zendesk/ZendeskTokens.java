package io.caserail.activities.zendesk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.activities.http.Doc;
import io.caserail.activities.http.Endpoint;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens by {@code client_credentials}: one at a time, a new one shortly before the old one
 * ends or after it was refused.
 *
 * <p>Zendesk issues a token for scopes that it does not know, and then answers each call with 403.
 * So what was granted is compared with what was asked, and a difference is named at once.
 *
 * @see <a
 *     href="https://developer.zendesk.com/api-reference/ticketing/oauth/grant_type_tokens/">Zendesk:
 *     OAuth tokens for grant types</a>
 */
public final class ZendeskTokens {
  private static final Endpoint TOKENS = Endpoint.read("oauth_tokens");
  private static final Duration MARGIN = Duration.ofMinutes(1);
  private static final MediaType JSON = MediaType.get("application/json");

  private final Upstream upstream;
  private final ZendeskSettings settings;
  private final InstantSource clock;
  private @Nullable Token current;

  public ZendeskTokens(Upstream upstream, ZendeskSettings settings, InstantSource clock) {
    this.upstream = upstream;
    this.settings = settings;
    this.clock = clock;
  }

  /** A token that is good for another minute at least. Others wait while one is asked for. */
  synchronized Secret token() {
    Token token = current;
    if (token == null || !clock.instant().isBefore(token.renewAt())) {
      token = mint();
      current = token;
    }
    return token.value();
  }

  /** Forgets a token that was refused, unless a newer one has taken its place. */
  synchronized void refused(Secret value) {
    if (current != null && current.value().equals(value)) {
      current = null;
    }
  }

  private Token mint() {
    ObjectNode ask = JsonNodeFactory.instance.objectNode();
    ask.put("grant_type", "client_credentials");
    ask.put("client_id", settings.clientId());
    ask.put("client_secret", settings.clientSecret().value());
    ask.put("scope", settings.scope());
    ask.put("expires_in", settings.tokenLife().toSeconds());
    HttpUrl url = HttpUrl.get(settings.base()).newBuilder().addPathSegments("oauth/tokens").build();
    Instant asked = clock.instant();
    byte[] body = ask.toString().getBytes(StandardCharsets.UTF_8);
    Request request = new Request.Builder().url(url).post(RequestBody.create(body, JSON)).build();
    return read(upstream.call(TOKENS, request), asked);
  }

  private Token read(HttpAnswer answer, Instant asked) {
    String evidence = ZendeskClient.evidence(answer);
    if (answer.status() == 400) {
      throw upstream
          .failures()
          .ourFault("Zendesk does not accept our OAuth client or its secret", evidence);
    }
    if (!answer.isSuccess()) {
      throw upstream.failure(TOKENS, answer, evidence);
    }
    Doc grant = new Doc(answer.json(), "token", upstream.failures());
    requireScopes(grant.textOr("scope", ""), evidence);
    try {
      Secret value = new Secret(grant.text("access_token"));
      return new Token(value, asked.plus(life(grant)).minus(MARGIN));
    } catch (IllegalArgumentException e) {
      throw grant.unreadable("access_token");
    }
  }

  private Duration life(Doc grant) {
    return grant.json().path("expires_in").canConvertToLong()
            && grant.json().path("expires_in").isIntegralNumber()
        ? Duration.ofSeconds(grant.number("expires_in"))
        : settings.tokenLife();
  }

  private void requireScopes(String granted, String evidence) {
    Set<String> missing = new HashSet<>(words(settings.scope()));
    missing.removeAll(words(granted));
    if (!missing.isEmpty()) {
      throw upstream
          .failures()
          .ourFault(
              "Zendesk granted a token without the scope "
                  + String.join(" ", missing)
                  + ", so every call would be refused",
              evidence);
    }
  }

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(text.strip().split("\\s+")));
  }

  private record Token(Secret value, Instant renewAt) {}
}
