package io.caserail.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcConfigTest {
  private static final String LEAST =
      """
      account: acme
      oidc:
        issuer: https://id.acme.example/
        clientId: caserail
        jwks: https://id.acme.example/keys
      """;

  private static StarterConfig parse(String yaml) {
    return StarterConfig.parse(yaml, Path.of("."), Map.of());
  }

  @Test
  void without_the_section_nobody_signs_in() {
    assertThat(parse("account: acme").oidc()).isNull();
  }

  @Test
  void it_has_defaults_and_keeps_the_issuers_name_as_it_is() {
    assertThat(parse(LEAST).oidc())
        .isEqualTo(
            new OidcConfig(
                "https://id.acme.example/",
                "caserail",
                "caserail",
                URI.create("https://id.acme.example/keys"),
                "email",
                Duration.ofSeconds(30)));
  }

  @Test
  void every_key_is_read() {
    OidcConfig oidc =
        Objects.requireNonNull(
            parse(LEAST + "  audience: refunds\n  personClaim: zendesk_id\n  clockSkew: 5s\n")
                .oidc());

    assertThat(oidc.audience()).isEqualTo("refunds");
    assertThat(oidc.personClaim()).isEqualTo("zendesk_id");
    assertThat(oidc.clockSkew()).isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "issuer: https://id.acme.example/ | issuer: acme         | oidc.issuer",
        "issuer: https://id.acme.example/ | x: 1                 | oidc.issuer: is missing",
        "clientId: caserail               | clientId: ''         | oidc.clientId: is empty",
        "jwks: https://id                 | jwks: file:///id     | oidc.jwks",
        "clientId: caserail               | 'clientId: caserail\n  clockSkew: 6m'   | clockSkew is no time",
        "clientId: caserail               | 'clientId: caserail\n  personClaim: a b' | personClaim is no claim",
      })
  void what_is_wrong_is_named(String good, String bad, String problem) {
    assertThatThrownBy(() -> parse(LEAST.replace(good, bad)))
        .isInstanceOf(ConfigInvalid.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource({"issuer", "jwks"})
  void live_mode_wants_https(String key) {
    String yaml = "mode: live\n" + LEAST.replace(key + ": https", key + ": http");

    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(ConfigInvalid.class)
        .hasMessageContaining("oidc." + key + ": is not https, which live mode wants");
  }
}
