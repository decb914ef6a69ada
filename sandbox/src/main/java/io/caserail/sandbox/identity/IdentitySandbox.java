package io.caserail.sandbox.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Answer;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.core.Routes;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.core.SystemServer;
import io.caserail.sandbox.core.VirtualClock;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * An OpenID provider of our own, for one public client. Whoever opens its sign-in page picks a
 * name; with {@code login_hint} the page picks the one with that address by itself. No passwords:
 * it listens on the loopback address only.
 *
 * <pre>
 * GET  /.well-known/openid-configuration
 * GET  /keys
 * GET  /authorize    response_type=code, client_id, redirect_uri, scope, state, nonce,
 *                    code_challenge, code_challenge_method=S256, login_hint?
 * POST /token        grant_type=authorization_code, code, redirect_uri, client_id, code_verifier
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636">RFC 7636</a>
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html">OpenID Connect Core 1.0</a>
 */
public final class IdentitySandbox implements AutoCloseable {
  /** What faults and calls call this stand-in. */
  public static final String SYSTEM = "identity";

  /** The only client, a public one. */
  public static final String CLIENT = "caserail";

  private static final Duration CODE_LIFE = Duration.ofMinutes(1);
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

  private final VirtualClock clock;
  private final Supplier<List<Member>> members;
  private final SystemServer server;
  private final Map<String, Grant> grants = new HashMap<>();
  private final List<SigningKey> keys = new ArrayList<>();
  private int made;

  private record Grant(
      Member member, String redirect, String challenge, String nonce, Instant until) {}

  /** A refusal of the flow, by its OAuth code. */
  private static final class Refused extends RuntimeException {
    Refused(String error) {
      super(error, null, false, false);
    }
  }

  private IdentitySandbox(Supplier<List<Member>> members, Surroundings surroundings) {
    this.clock = surroundings.clock();
    this.members = members;
    this.server =
        SystemServer.start(
            SYSTEM,
            0,
            surroundings,
            new Routes()
                .get("/.well-known/openid-configuration", call -> discovery())
                .get("/keys", call -> published())
                .get("/authorize", this::authorize)
                .post("/token", this::token),
            call -> refusal(404, "not_found"));
  }

  /**
   * Starts it.
   *
   * @param members who can sign in, asked each time
   */
  public static IdentitySandbox start(Supplier<List<Member>> members, Surroundings surroundings) {
    return new IdentitySandbox(members, surroundings);
  }

  /** The issuer's name and address, without a slash at the end. */
  public URI url() {
    return server.url();
  }

  /** Where its keys are. */
  public URI keysUrl() {
    return URI.create(url() + "/keys");
  }

  /**
   * Signs with a new key from now on.
   *
   * @param keep whether the older ones stay published, as a careful provider does
   */
  public synchronized void rotate(boolean keep) {
    if (!keep) {
      keys.clear();
    }
    made++;
    keys.add(new SigningKey("key-" + made));
  }

  /**
   * A token as the flow would hand it out.
   *
   * @throws IllegalArgumentException if nobody has this address
   */
  public String sign(String email, String nonce) {
    return sign(email, nonce, Duration.ZERO);
  }

  /**
   * The same, handed out so long ago.
   *
   * @throws IllegalArgumentException if nobody has this address
   */
  public synchronized String sign(String email, String nonce, Duration ago) {
    return token(
        member(email)
            .orElseThrow(() -> new IllegalArgumentException("nobody has the address " + email)),
        nonce,
        clock.instant().minus(ago));
  }

  /** The first is made when it is needed: most of those who start a sandbox sign nobody in. */
  private List<SigningKey> keys() {
    if (keys.isEmpty()) {
      rotate(false);
    }
    return keys;
  }

  private Answer discovery() {
    ObjectNode body =
        Json.object()
            .put("issuer", url().toString())
            .put("authorization_endpoint", url() + "/authorize")
            .put("token_endpoint", url() + "/token")
            .put("jwks_uri", keysUrl().toString());
    body.putArray("response_types_supported").add("code");
    body.putArray("subject_types_supported").add("public");
    body.putArray("id_token_signing_alg_values_supported").add("RS256");
    body.putArray("code_challenge_methods_supported").add("S256");
    return Answer.json(200, body);
  }

  private synchronized Answer published() {
    ObjectNode body = Json.object();
    keys().forEach(key -> body.withArray("keys").add(key.jwk()));
    return Answer.json(200, body);
  }

  private synchronized Answer authorize(Call call) {
    try {
      require(asked(call, "client_id").equals(CLIENT), "unauthorized_client");
      require(asked(call, "response_type").equals("code"), "unsupported_response_type");
      require(asked(call, "code_challenge_method").equals("S256"), "invalid_request");
      require(asked(call, "code_challenge").length() == 43, "invalid_request");
      require(asked(call, "scope").contains("openid"), "invalid_scope");
      String redirect = asked(call, "redirect_uri");
      require(redirect.matches("http://127\\.0\\.0\\.1:[0-9]{1,5}/[a-z]*"), "invalid_request");
      Optional<Member> member = call.query("login_hint").flatMap(this::member);
      return member.isEmpty()
          ? page(call)
          : Answer.empty(302)
              .with(
                  "Location",
                  redirect
                      + "?code="
                      + grant(call, member.get(), redirect)
                      + "&state="
                      + encoded(asked(call, "state")));
    } catch (Refused e) {
      return refusal(400, String.valueOf(e.getMessage()));
    }
  }

  private String grant(Call call, Member member, String redirect) {
    String code = UUID.randomUUID().toString();
    grants.put(
        code,
        new Grant(
            member,
            redirect,
            asked(call, "code_challenge"),
            asked(call, "nonce"),
            clock.instant().plus(CODE_LIFE)));
    return code;
  }

  private Answer page(Call call) {
    String again = "/authorize?" + call.facts().query() + "&login_hint=";
    String names =
        members.get().stream()
            .map(
                m ->
                    "<li><a href=\""
                        + html(again + encoded(m.email()))
                        + "\">"
                        + html(m.name())
                        + "</a></li>")
            .collect(Collectors.joining("\n"));
    return Answer.text(
            200,
            "<!doctype html><html lang=\"en\"><title>Sandbox sign-in</title><h1>Sign in"
                + " as</h1><ul>\n"
                + names
                + "\n</ul></html>\n")
        .as("text/html; charset=utf-8");
  }

  private synchronized Answer token(Call call) {
    Map<String, String> form = call.form();
    Grant grant = grants.remove(form.getOrDefault("code", ""));
    if (!"authorization_code".equals(form.get("grant_type"))) {
      return refusal(400, "unsupported_grant_type");
    }
    if (!CLIENT.equals(form.get("client_id"))) {
      return refusal(401, "invalid_client");
    }
    if (grant == null
        || grant.until().isBefore(clock.instant())
        || !grant.redirect().equals(form.get("redirect_uri"))
        || !grant.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))) {
      return refusal(400, "invalid_grant");
    }
    return Answer.json(
            200,
            Json.object()
                .put("access_token", UUID.randomUUID().toString())
                .put("token_type", "Bearer")
                .put("expires_in", TOKEN_LIFE.toSeconds())
                .put("id_token", token(grant.member(), grant.nonce(), clock.instant())))
        .with("Cache-Control", "no-store");
  }

  private String token(Member member, String nonce, Instant at) {
    long now = at.getEpochSecond();
    List<SigningKey> all = keys();
    return all.get(all.size() - 1)
        .sign(
            Json.object()
                .put("iss", url().toString())
                .put("sub", member.subject())
                .put("aud", CLIENT)
                .put("iat", now)
                .put("exp", now + TOKEN_LIFE.toSeconds())
                .put("nonce", nonce)
                .put("name", member.name())
                .put("email", member.email())
                .put("email_verified", true));
  }

  private Optional<Member> member(String email) {
    return members.get().stream().filter(m -> m.email().equalsIgnoreCase(email)).findFirst();
  }

  private static String challenge(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String asked(Call call, String parameter) {
    return call.query(parameter).orElse("");
  }

  private static void require(boolean holds, String error) {
    if (!holds) {
      throw new Refused(error);
    }
  }

  private static Answer refusal(int status, String error) {
    return Answer.json(status, Json.object().put("error", error));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String html(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  @Override
  public void close() {
    server.close();
  }
}
