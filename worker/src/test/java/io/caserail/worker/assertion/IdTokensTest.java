package io.caserail.worker.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.caserail.port.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdTokensTest {
  private static final Provider PROVIDER = new Provider();

  @AfterAll
  static void close() {
    PROVIDER.close();
  }

  private static IdTokens tokens() {
    return new IdTokens(PROVIDER.config(), () -> Provider.NOW);
  }

  private static String token(Function<JWTClaimsSet.Builder, JWTClaimsSet.Builder> change) {
    return Provider.signed(change.apply(Provider.claims()).build(), PROVIDER.key);
  }

  private static Date at(Duration fromNow) {
    return Date.from(Provider.NOW.plus(fromNow));
  }

  static Stream<Arguments> refusals() {
    JWTClaimsSet good = Provider.claims().build();
    JWK stranger = Provider.rsa("k1");
    String signed = Provider.signed(good, PROVIDER.key);
    String[] parts = signed.split("\\.");
    String[] other = token(c -> c.claim("email", "mallory@acme.example")).split("\\.");
    return Stream.of(
        no("no token at all", "eyJ.eyJ.x", "it can't be read"),
        no("not signed", new PlainJWT(good).serialize(), "it can't be read"),
        no(
            "another issuer",
            token(c -> c.issuer("https://id.evil.example")),
            "its issuer is not the one that is configured here"),
        no("no issuer", token(c -> c.issuer(null)), "its issuer is not the one"),
        no("another's key of the same name", Provider.signed(good, stranger), "its signature is"),
        no(
            "claims under another's signature",
            parts[0] + "." + other[1] + "." + parts[2],
            "its signature is not its issuer's"),
        no("no signature", parts[0] + "." + parts[1] + ".AAAA", "its signature is not"),
        no(
            "the public key as a shared secret",
            Provider.signedWithThePublicKey(good, PROVIDER.key),
            "it is not signed by RS256 or ES256"),
        no(
            "another application",
            token(c -> c.audience("crm")),
            "it was issued for another application"),
        no(
            "two audiences, asked for by the other",
            token(c -> c.audience(List.of("crm", "caserail")).claim("azp", "crm")),
            "it was issued for another application"),
        no(
            "another decision",
            token(c -> c.claim("nonce", "1".repeat(64))),
            "it was signed for another decision"),
        no("no decision", token(c -> c.claim("nonce", null)), "it was signed for another decision"),
        no("expired", token(c -> c.expirationTime(at(Duration.ofSeconds(-31)))), "it has expired"),
        no(
            "a token for months",
            token(
                c ->
                    c.issueTime(at(Duration.ofMinutes(-61)))
                        .expirationTime(at(Duration.ofDays(90)))),
            "it has expired"),
        no(
            "from the future",
            token(c -> c.issueTime(at(Duration.ofSeconds(31)))),
            "it was signed in the future; compare the clocks"),
        no("no expiry", token(c -> c.expirationTime(null)), "it does not say when"),
        no("nobody", token(c -> c.claim("email", null)), "it does not name its person"),
        no(
            "an address that anybody can claim",
            token(c -> c.claim("email_verified", false)),
            "its issuer has not verified the person's address"),
        no(
            "an address that nobody vouches for",
            token(c -> c.claim("email_verified", null)),
            "its issuer has not verified the person's address"));
  }

  private static Arguments no(String what, String token, String why) {
    return Arguments.of(what, token, why);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void a_token_that_proves_nothing_is_refused_with_the_reason(
      String what, String token, String why) {
    IdTokens.Reading reading = tokens().read(token, Provider.NONCE, true);

    assertThat(reading.refusal()).startsWith(why).doesNotContain(token);
    assertThat(reading.person()).isEmpty();
  }

  @Test
  void a_token_for_this_decision_says_who_has_signed_it_and_when() {
    IdTokens.Reading reading = tokens().read(token(c -> c), Provider.NONCE, true);

    assertThat(reading)
        .isEqualTo(
            new IdTokens.Reading("ana@acme.example", Provider.NOW.minusSeconds(60), null, false));
  }

  @Test
  void an_elliptic_signature_counts_as_well() {
    JWK curve = Provider.ec("e1");
    PROVIDER.published.add(curve.toPublicJWK());
    try {
      String token = Provider.signed(Provider.claims().build(), curve);

      assertThat(tokens().read(token, Provider.NONCE, true).refusal()).isNull();
    } finally {
      PROVIDER.published.remove(curve.toPublicJWK());
    }
  }

  @Test
  void what_counted_when_it_came_counts_after_its_expiry() {
    String token = token(c -> c);
    Instant later = Provider.NOW.plus(Duration.ofDays(2));
    IdTokens then = new IdTokens(PROVIDER.config(), () -> later);

    assertThat(then.read(token, Provider.NONCE, true).refusal()).isEqualTo("it has expired");
    assertThat(then.read(token, Provider.NONCE, false).at())
        .isEqualTo(Provider.NOW.minusSeconds(60));
  }

  @Test
  void two_clocks_may_differ_a_little() {
    String token =
        token(
            c ->
                c.issueTime(at(Duration.ofSeconds(25)))
                    .expirationTime(at(Duration.ofSeconds(-25))));

    assertThat(tokens().read(token, Provider.NONCE, true).refusal()).isNull();
  }

  @Test
  void keys_are_fetched_once_and_again_for_a_key_that_is_new() {
    try (Provider provider = new Provider()) {
      IdTokens tokens = new IdTokens(provider.config(), () -> Provider.NOW);
      JWTClaimsSet claims = Provider.claims().build();
      String before = Provider.signed(claims, provider.key);

      assertThat(tokens.read(before, Provider.NONCE, true).refusal()).isNull();
      assertThat(tokens.read(before, Provider.NONCE, true).refusal()).isNull();
      assertThat(provider.fetches).hasValue(1);

      JWK next = Provider.rsa("k2");
      provider.published.clear();
      provider.published.add(next);

      assertThat(tokens.read(Provider.signed(claims, next), Provider.NONCE, true).refusal())
          .isNull();
      assertThat(provider.fetches).hasValue(2);
      assertThatThrownBy(() -> tokens.read(before, Provider.NONCE, false))
          .as("a key that is gone can't be looked for again at once")
          .isInstanceOf(ApplicationFailure.class);
      assertThat(provider.fetches).hasValue(2);
    }
  }

  @Test
  void a_key_that_is_gone_asks_for_a_new_signature() {
    String token = Provider.signed(Provider.claims().build(), Provider.rsa("k0"));

    IdTokens.Reading reading = tokens().read(token, Provider.NONCE, false);

    assertThat(reading.refusal()).isEqualTo("its key is not among its issuer's now");
    assertThat(reading.again()).isTrue();
  }

  @Test
  void a_provider_that_is_away_refuses_nobody() {
    Provider gone = new Provider();
    gone.close();
    IdTokens tokens = new IdTokens(gone.config(), () -> Provider.NOW);

    assertThatThrownBy(() -> tokens.read(token(c -> c), Provider.NONCE, true))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> assertThat(failure.getType()).isEqualTo(FailureType.UPSTREAM_AWAY.name()))
        .hasMessageContaining("the identity provider's keys can't be read");
  }
}
