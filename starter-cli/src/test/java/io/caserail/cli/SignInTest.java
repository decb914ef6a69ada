package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.identity.IdentitySandbox;
import io.caserail.sandbox.identity.Member;
import io.caserail.worker.config.OidcConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignInTest {
  private static final String NONCE = "0".repeat(64);
  private static final Member ANA = new Member("user-8", "Ana", "ana@acme.example");
  private static final Duration AT_ONCE = Duration.ofMillis(50);

  private final Surroundings surroundings = Surroundings.fresh(0);
  private final IdentitySandbox provider = IdentitySandbox.start(() -> List.of(ANA), surroundings);

  @AfterEach
  void close() {
    provider.close();
    surroundings.close();
  }

  @Test
  void whoever_signs_in_gets_a_token_for_just_this() throws Exception {
    String token =
        new SignIn(
                config(),
                address -> Browser.open(address + "&login_hint=ana@acme.example"),
                SignIn.PATIENCE)
            .sign(NONCE);

    var claims = SignedJWT.parse(token).getJWTClaimsSet();
    assertThat(claims.getStringClaim("nonce")).isEqualTo(NONCE);
    assertThat(claims.getStringClaim("email")).isEqualTo("ana@acme.example");
    assertThat(claims.getIssuer()).isEqualTo(provider.url().toString());
  }

  @Test
  void the_address_to_open_holds_no_secret_of_the_flow() throws Exception {
    StringBuilder shown = new StringBuilder();
    Consumer<URI> opener =
        address -> {
          shown.append(address);
          Browser.open(address + "&login_hint=ana@acme.example");
        };

    String token = new SignIn(config(), opener, SignIn.PATIENCE).sign(NONCE);

    assertThat(shown.toString())
        .contains("code_challenge_method=S256", "nonce=" + NONCE, "redirect_uri=http%3A%2F%2F127")
        .doesNotContain("code_verifier", token);
  }

  @Test
  void an_answer_that_was_not_asked_for_is_no_answer() {
    Consumer<URI> opener =
        address -> {
          String redirect =
              address
                  .toString()
                  .replaceAll(".*redirect_uri=http%3A%2F%2F127.0.0.1%3A(\\d+).*", "$1");
          assertThat(
                  Browser.open(
                      "http://127.0.0.1:" + redirect + "/signed?code=stolen&state=guessed"))
              .isEqualTo(400);
        };

    assertThatThrownBy(() -> new SignIn(config(), opener, AT_ONCE).sign(NONCE))
        .isInstanceOf(Stopped.class)
        .hasMessageContaining("Nobody signed in");
  }

  @Test
  void nobody_at_the_screen_decides_nothing() {
    assertThatThrownBy(() -> new SignIn(config(), address -> {}, AT_ONCE).sign(NONCE))
        .isInstanceOf(Stopped.class)
        .hasMessageContaining("Nothing was decided");
  }

  @Test
  void a_provider_that_is_away_is_said_to_be() {
    OidcConfig config = config();
    provider.close();

    assertThatThrownBy(() -> new SignIn(config, address -> {}, AT_ONCE).sign(NONCE))
        .isInstanceOf(Stopped.class)
        .hasMessageContaining("does not answer");
  }

  private OidcConfig config() {
    return new OidcConfig(
        provider.url().toString(),
        IdentitySandbox.CLIENT,
        IdentitySandbox.CLIENT,
        provider.keysUrl(),
        "email",
        Duration.ofSeconds(30));
  }
}
