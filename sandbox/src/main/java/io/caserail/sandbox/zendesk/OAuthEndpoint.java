package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.sandbox.core.Answer;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Json;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code POST /oauth/tokens}: client credentials only, no refresh token. */
final class OAuthEndpoint {
  private static final long SHORTEST = 300;
  private static final long LONGEST = 172_800;
  private static final long USUAL = 7_200;

  private final ZendeskAccount account;

  OAuthEndpoint(ZendeskAccount account) {
    this.account = account;
  }

  Answer mint(Call call) {
    JsonNode body = call.json();
    if (!body.path("grant_type").asText().equals("client_credentials")) {
      return refused(400, "unsupported_grant_type");
    }
    Optional<OAuthClient> client =
        account
            .tokens()
            .client(body.path("client_id").asText(), body.path("client_secret").asText());
    if (client.isEmpty()) {
      return refused(401, "invalid_client");
    }
    long life = body.path("expires_in").asLong(USUAL);
    if (life <= SHORTEST || life >= LONGEST) {
      return refused(400, "invalid_request");
    }
    Set<String> asked =
        new LinkedHashSet<>(List.of(body.path("scope").asText("read").trim().split("\\s+")));
    Tokens.Token token = account.tokens().mint(client.get(), asked, Duration.ofSeconds(life));
    return Answer.json(
        200,
        Json.object()
            .put("access_token", token.value())
            .put("token_type", "bearer")
            .put("scope", String.join(" ", token.scopes()))
            .put("expires_in", life));
  }

  private static Answer refused(int status, String error) {
    return Answer.json(
        status, Json.object().put("error", error).put("error_description", "not accepted"));
  }
}
