package io.caserail.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.caserail.worker.config.OidcConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Has a person sign one thing at the company's OpenID provider: authorization code flow with PKCE,
 * answered on a loopback port of this process. Nothing is kept: the next thing is signed anew.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8252">RFC 8252, OAuth for native apps</a>
 */
final class SignIn {
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration CALL = Duration.ofSeconds(10);
  private static final int SECRET_BYTES = 32;

  private final OidcConfig config;
  private final Consumer<URI> opener;
  private final Duration patience;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CALL).build();

  /**
   * A sign-in.
   *
   * @param opener shows the person the address to open
   * @param patience how long the person may take
   */
  SignIn(OidcConfig config, Consumer<URI> opener, Duration patience) {
    this.config = config;
    this.opener = opener;
    this.patience = patience;
  }

  /**
   * The ID token with this nonce.
   *
   * @throws Stopped when the person or the provider says no, or nobody answers
   */
  String sign(String nonce) {
    JsonNode provider = discover();
    String verifier = secret();
    String state = secret();
    CompletableFuture<Map<String, String>> answer = new CompletableFuture<>();
    HttpServer loopback = listen(state, answer);
    try {
      String redirect = "http://127.0.0.1:" + loopback.getAddress().getPort() + "/signed";
      opener.accept(
          URI.create(
              endpoint(provider, "authorization_endpoint")
                  + "?"
                  + encoded(
                      Map.of(
                          "response_type",
                          "code",
                          "client_id",
                          config.clientId(),
                          "redirect_uri",
                          redirect,
                          "scope",
                          "openid email profile",
                          "state",
                          state,
                          "nonce",
                          nonce,
                          "code_challenge",
                          challenge(verifier),
                          "code_challenge_method",
                          "S256"))));
      return token(provider, await(answer), redirect, verifier);
    } finally {
      loopback.stop(0);
    }
  }

  private JsonNode discover() {
    String base = config.issuer().replaceAll("/$", "");
    JsonNode provider =
        call(HttpRequest.newBuilder(URI.create(base + "/.well-known/openid-configuration")).GET());
    if (!provider.path("issuer").asText().equals(config.issuer())) {
      throw Stopped.misused(
          "The identity provider calls itself otherwise than oidc.issuer says: "
              + provider.path("issuer").asText("nothing"));
    }
    return provider;
  }

  /** No token goes anywhere less safe than the provider itself. */
  private String endpoint(JsonNode provider, String name) {
    String address = provider.path(name).asText();
    boolean safe = config.issuer().startsWith("http://") && address.startsWith("http://");
    if (!safe && !address.startsWith("https://")) {
      throw Stopped.misused("The identity provider has no safe " + name + ".");
    }
    return address;
  }

  private static HttpServer listen(String state, CompletableFuture<Map<String, String>> answer) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/signed", exchange -> answered(exchange, state, answer));
      server.start();
      return server;
    } catch (IOException e) {
      throw Stopped.unavailable("No loopback port is free for the sign-in's answer.");
    }
  }

  /** What carries another state was not asked for here, and is not the answer. */
  private static void answered(
      HttpExchange exchange, String state, CompletableFuture<Map<String, String>> answer)
      throws IOException {
    Map<String, String> query = decoded(exchange.getRequestURI().getRawQuery());
    boolean ours = state.equals(query.get("state"));
    byte[] page =
        (ours ? "Done. You can close this window." : "This was not asked for.")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(ours ? 200 : 400, page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
    if (ours) {
      answer.complete(query);
    }
  }

  private String await(CompletableFuture<Map<String, String>> answer) {
    try {
      Map<String, String> query = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      String code = query.get("code");
      if (code == null) {
        throw Stopped.refused(
            "The identity provider said no: "
                + query.getOrDefault("error", "without a reason")
                + "\nNothing was decided.");
      }
      return code;
    } catch (TimeoutException e) {
      throw Stopped.unavailable(
          "Nobody signed in within " + patience.toSeconds() + " seconds. Nothing was decided.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Stopped.unavailable("Interrupted. Nothing was decided.");
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer is only ever completed", e);
    }
  }

  private String token(JsonNode provider, String code, String redirect, String verifier) {
    String form =
        encoded(
            Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", redirect,
                "client_id", config.clientId(),
                "code_verifier", verifier));
    JsonNode answer =
        call(
            HttpRequest.newBuilder(URI.create(endpoint(provider, "token_endpoint")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    String token = answer.path("id_token").asText();
    if (token.isEmpty()) {
      throw Stopped.refused(
          "The identity provider gave no ID token: "
              + answer.path("error").asText("without a reason")
              + "\nNothing was decided.");
    }
    return token;
  }

  private JsonNode call(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.timeout(CALL).build(), HttpResponse.BodyHandlers.ofString());
      return JSON.readTree(answer.body());
    } catch (JacksonException e) {
      throw Stopped.unavailable("The identity provider answers something that is not JSON.");
    } catch (IOException e) {
      throw Stopped.unavailable(
          "The identity provider at " + config.issuer() + " does not answer.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Stopped.unavailable("Interrupted. Nothing was decided.");
    }
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static Map<String, String> decoded(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (query != null) {
      Arrays.stream(query.split("&"))
          .map(pair -> pair.split("=", 2))
          .filter(pair -> pair.length == 2)
          .forEach(
              pair -> parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
    return parameters;
  }
}
