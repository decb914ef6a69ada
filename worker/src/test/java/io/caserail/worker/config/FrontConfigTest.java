package io.caserail.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.model.CaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrontConfigTest {
  private static FrontConfig parse(String yaml) {
    return FrontConfig.parse(yaml, Path.of("."), Map.of());
  }

  @Test
  void it_has_defaults() {
    GatewayConfig gateway = parse("account: acme").gateway();

    assertThat(gateway.host()).isEqualTo("127.0.0.1");
    assertThat(gateway.port()).isEqualTo(8085);
    assertThat(gateway.bodyCap()).isEqualTo(256 * 1024);
    assertThat(gateway.freshness()).isEqualTo(Duration.ofMinutes(5));
    assertThat(gateway.atOnce()).isEqualTo(32);
    assertThat(gateway.secrets())
        .isEqualTo(Map.of("zendesk", Map.of(), "stripe", Map.of(), "easypost", Map.of()));
  }

  @Test
  void every_key_is_read_and_secrets_keep_their_names() {
    GatewayConfig gateway =
        parse(
                """
                account: acme
                gateway:
                  host: 0.0.0.0
                  port: 0
                  bodyCap: 2048
                  freshness: 1m
                  atOnce: 8
                  secrets:
                    zendesk: { old: aaa, new: bbb }
                    stripe: { only: whsec_1 }
                    easypost: { only: ccc }
                  company:
                    shop: { secrets: { now: ddd } }
                    store: { secrets: { old: eee, now: fff } }
                """)
            .gateway();

    assertThat(gateway.host()).isEqualTo("0.0.0.0");
    assertThat(gateway.port()).isZero();
    assertThat(gateway.bodyCap()).isEqualTo(2048);
    assertThat(gateway.freshness()).isEqualTo(Duration.ofMinutes(1));
    assertThat(gateway.atOnce()).isEqualTo(8);
    assertThat(gateway.secrets().get("zendesk")).containsOnlyKeys("old", "new");
    assertThat(gateway.toString())
        .doesNotContain("aaa", "bbb", "whsec_1", "ccc", "ddd", "eee", "fff");
    assertThat(gateway.company()).containsOnlyKeys("shop", "store");
    assertThat(gateway.company().get("store")).containsOnlyKeys("old", "now");
  }

  @Test
  void a_kind_can_be_asked_for_where_its_section_stands_and_a_refund_always() {
    assertThat(parse("account: acme").kinds()).containsExactly(CaseKind.REFUND);
    assertThat(
            parse("account: acme\nzendesk: { clientSecret: '${NOT_SET}', cancellation: { x: 1 } }")
                .kinds())
        .containsExactlyInAnyOrder(CaseKind.REFUND, CaseKind.CANCELLATION);
  }

  @Test
  void a_vendors_key_in_the_same_file_is_not_even_looked_for() {
    FrontConfig front = parse("account: acme\nstripe: { key: '${NOT_SET_HERE}' }");

    assertThat(front.account()).isEqualTo("acme");
  }

  @Test
  void every_file_that_a_value_came_from_is_told_and_no_other(@TempDir Path folder)
      throws IOException {
    Path secret = Files.writeString(folder.resolve("stripe"), "whsec_of-some-length");
    Path yaml =
        Files.writeString(
            folder.resolve("caserail.yaml"),
            """
            account: acme
            stripe: { key: '${file:nobody-reads-this}' }
            gateway: { secrets: { stripe: { now: '${STRIPE_WEBHOOK}' } } }
            """);

    FrontConfig front =
        FrontConfig.load(yaml, Map.of("STRIPE_WEBHOOK_FILE", secret.toAbsolutePath().toString()));

    assertThat(front.files()).containsExactlyInAnyOrder(yaml.toAbsolutePath(), secret);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port: 99999                      | gateway.port: '99999' is no number",
        "host: ''                         | host is empty",
        "bodyCap: 1                       | gateway.bodyCap: '1' is no number",
        "atOnce: 65                       | gateway.atOnce: '65' is no number from 1 to 64",
        "freshness: never                 | gateway.freshness: 'never' is no time",
        "secrets: { paypal: { a: b } }    | gateway.secrets.paypal: is not known",
        "secrets: { stripe: { a: '' } }   | gateway.secrets.stripe.a: is empty",
        "company: { Shop: { secrets: { a: b } } } | gateway.company.Shop: takes 1 to 40",
        "company: { stripe: { secrets: { a: b } } } | gateway.company.stripe: is a vendor's name",
        "company: { s: { secret: {} } }   | did you mean 'secrets'?",
        "secret: {}                       | did you mean 'secrets'?",
      })
  void a_bad_value_is_named(String line, String problem) {
    assertThatThrownBy(() -> parse("account: acme\ngateway:\n  " + line))
        .isInstanceOf(ConfigInvalid.class)
        .hasMessageContaining(problem);
  }

  @Test
  void live_mode_refuses_the_secret_that_zendesk_publishes_for_tests() {
    String yaml =
        "account: acme\ngateway: { secrets: { zendesk: { a: '"
            + GatewayConfig.PUBLIC_ZENDESK_SECRET
            + "' } } }\n";

    assertThat(parse(yaml).gateway().secrets().get("zendesk")).hasSize(1);
    assertThatThrownBy(() -> parse(yaml + "mode: live"))
        .hasMessageContaining("gateway.secrets.zendesk.a: is the secret that Zendesk publishes");
  }
}
