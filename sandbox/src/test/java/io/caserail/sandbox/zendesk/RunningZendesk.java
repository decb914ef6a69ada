package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.core.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stand-in on a free port, with a bare HTTP client that holds a token. */
final class RunningZendesk implements AutoCloseable {
  static final String PAYMENT = "Refund payment";
  static final String ACTION = "Caserail action";

  /** What came back: the status, the headers, and the body as JSON where it is. */
  record Reply(int status, HttpResponse<String> raw) {
    JsonNode json() {
      return Json.parse(raw.body().getBytes(StandardCharsets.UTF_8));
    }

    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final Surroundings surroundings = Surroundings.fresh(0.01);
  private final ZendeskSandbox sandbox;
  private String token = "";

  RunningZendesk() {
    this(ZendeskConfig.defaults());
  }

  RunningZendesk(ZendeskConfig config) {
    this.sandbox = ZendeskSandbox.start(config, surroundings);
    this.token = mint(ZendeskAddress.WRITER, "read write").json().path("access_token").asText();
  }

  ZendeskSandbox sandbox() {
    return sandbox;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Reply mint(String client, String scope) {
    return mint(client, sandbox.address().secretOf(client), scope, 7200);
  }

  Reply mint(String client, String secret, String scope, int expiresIn) {
    ObjectNode body =
        Json.object()
            .put("grant_type", "client_credentials")
            .put("client_id", client)
            .put("client_secret", secret)
            .put("scope", scope)
            .put("expires_in", expiresIn);
    return send("POST", "/oauth/tokens", Json.text(body), Map.of());
  }

  /** From now on calls carry this token; none if it is empty. */
  void useToken(String other) {
    token = other;
  }

  Reply get(String path) {
    return send("GET", path, null, Map.of());
  }

  Reply post(String path, String body) {
    return send("POST", path, body, Map.of());
  }

  Reply put(String path, String body) {
    return send("PUT", path, body, Map.of());
  }

  Reply delete(String path, @Nullable String body) {
    return send("DELETE", path, body, Map.of());
  }

  Reply send(String method, String path, @Nullable String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sandbox.url() + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    request.header("Content-Type", "application/json");
    headers.forEach(request::header);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A ticket that Mia has sent in by e-mail. */
  long ticket() {
    return sandbox.customer("mia@example.com").email("Where is my money", "I want it back.");
  }

  long field(String key) {
    return ZendeskWorld.id(sandbox.world().fields(), key);
  }

  JsonNode ticketJson(long id) {
    return get("/api/v2/tickets/" + id + ".json").json().path("ticket");
  }

  List<JsonNode> audits(long id) {
    List<JsonNode> audits = new ArrayList<>();
    get("/api/v2/tickets/"
            + id
            + "/audits.json?page[size]=100".replace("[", "%5B").replace("]", "%5D"))
        .json()
        .path("audits")
        .forEach(audits::add);
    return audits;
  }

  JsonNode lastAudit(long id) {
    List<JsonNode> audits = audits(id);
    return audits.get(audits.size() - 1);
  }

  static List<JsonNode> events(JsonNode audit, String type) {
    List<JsonNode> events = new ArrayList<>();
    audit.path("events").forEach(e -> events.add(e));
    events.removeIf(e -> !e.path("type").asText().equals(type));
    return events;
  }

  static JsonNode change(JsonNode audit, String field) {
    return events(audit, "Change").stream()
        .filter(e -> e.path("field_name").asText().equals(field))
        .findFirst()
        .orElse(Json.MAPPER.missingNode());
  }

  @Override
  public void close() {
    surroundings.close();
    sandbox.close();
  }
}
