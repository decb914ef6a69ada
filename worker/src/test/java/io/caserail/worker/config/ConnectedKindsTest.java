package io.caserail.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caserail.activities.easypost.EasyPostSettings;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.activities.scim.ScimSettings;
import io.caserail.model.CaseKind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectedKindsTest {
  private static final String REFUNDS =
      """
      account: acme
      personKey: 0123456789abcdef
      zendesk:
        baseUrl: https://acme.zendesk.com
        clientId: caserail
        clientSecret: zendesk-secret
        integrationUser: 9
        fields: { command: 1, state: 2, waitsFor: 3, reference: 4, byHandReference: 5 }
        refund:
          fields: { payment: 6, amount: 7, reason: 8 }
          macros: { send: 101 }
      """;
  private static final String CANCELLATIONS =
      """
        cancellation:
          fields: { object: 11, reason: 12, when: 13 }
          macros: { send: 111 }
      """;
  private static final String VERIFICATIONS =
      """
        verification:
          fields: { account: 21, reason: 22 }
          macros: { send: 121 }
      """;
  private static final String STRIPE = "stripe: { key: sk_test_abc }\n";
  private static final String COMPANY =
      """
      company:
        name: Acme Shop
        baseUrl: https://api.acme.example
        auth: { bearer: company-secret }
      """;
  private static final String EASYPOST = "easypost: { key: EZTKabc }\n";
  private static final String SCIM =
      "scim: { baseUrl: 'https://id.acme.example/scim/v2', token: scim-secret }\n";
  private static final String CANCELS =
      REFUNDS + CANCELLATIONS + STRIPE + COMPANY + EASYPOST + SCIM;
  private static final String VERIFIES = REFUNDS + VERIFICATIONS + STRIPE + COMPANY;

  private static CaserailConfig parse(String yaml) {
    return CaserailConfig.parse(yaml, Path.of("/etc/caserail"), Map.of());
  }

  private static List<String> problems(String yaml) {
    ConfigInvalid refused = catchThrowableOfType(ConfigInvalid.class, () -> parse(yaml));
    return refused == null ? List.of() : refused.problems();
  }

  @Test
  void with_refunds_alone_no_other_system_is_there() {
    CaserailConfig config = parse(REFUNDS + STRIPE);

    assertThat(config.connects(CaseKind.REFUND)).isTrue();
    assertThat(config.connects(CaseKind.CANCELLATION)).isFalse();
    assertThat(config.connects(CaseKind.VERIFICATION)).isFalse();
    assertThat(config.company()).isNull();
    assertThat(config.easypost()).isNull();
    assertThat(config.scim()).isNull();
  }

  @Test
  void the_least_file_with_cancellations_has_the_defaults() {
    CaserailConfig config = parse(CANCELS);

    assertThat(config.connects(CaseKind.CANCELLATION)).isTrue();
    assertThat(config.easypost())
        .isEqualTo(
            new EasyPostConfig(
                new EasyPostSettings(
                    URI.create("https://api.easypost.com"),
                    new Secret("EZTKabc"),
                    false,
                    Duration.ofHours(1)),
                5));
    assertThat(config.scim())
        .isEqualTo(
            new ScimConfig(
                "the access system",
                new ScimSettings(
                    URI.create("https://id.acme.example/scim/v2"),
                    new Secret("scim-secret"),
                    false,
                    List.of()),
                10));
    assertThat(Objects.requireNonNull(config.company()).http())
        .isEqualTo(HttpSettings.defaults("0.1"));
    assertThat(config.stripe().billing().settings()).isEqualTo(config.stripe().settings());
    assertThat(config.stripe().billing().callsPerSecond()).isEqualTo(10);
  }

  @Test
  void the_least_file_with_verifications_has_the_defaults() {
    CaserailConfig config = parse(VERIFIES);

    assertThat(config.connects(CaseKind.VERIFICATION)).isTrue();
    assertThat(config.connects(CaseKind.CANCELLATION)).isFalse();
    assertThat(config.stripe().identity().settings().pollAfter()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.stripe().identity().settings().key()).isEqualTo(new Secret("sk_test_abc"));
    assertThat(config.stripe().identity().callsPerSecond()).isEqualTo(10);
    assertThat(config.company()).isNotNull();
  }

  @Test
  void every_key_is_read() {
    CaserailConfig config =
        parse(
            REFUNDS
                + CANCELLATIONS
                + VERIFICATIONS
                + COMPANY
                + """
                http: { read: 4s }
                stripe:
                  key: sk_test_abc
                  billing: { pollAfter: 3m, callsPerSecond: 4 }
                  identity: { pollAfter: 7s, callsPerSecond: 6 }
                easypost: { baseUrl: 'http://127.0.0.1:1', key: EZTKx, pollAfter: 2h,
                            callsPerSecond: 2 }
                access: scim
                scim: { name: Okta, baseUrl: 'http://127.0.0.1:2', token: t, groups: [g1, g2],
                        callsPerSecond: 8 }
                """);

    assertThat(config.stripe().billing().settings().pollAfter()).isEqualTo(Duration.ofMinutes(3));
    assertThat(config.stripe().billing().callsPerSecond()).isEqualTo(4);
    assertThat(config.stripe().identity().settings().pollAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(config.stripe().identity().callsPerSecond()).isEqualTo(6);
    EasyPostConfig easypost = Objects.requireNonNull(config.easypost());
    assertThat(easypost.settings().base()).hasToString("http://127.0.0.1:1");
    assertThat(easypost.settings().pollAfter()).isEqualTo(Duration.ofHours(2));
    assertThat(easypost.callsPerSecond()).isEqualTo(2);
    ScimConfig scim = Objects.requireNonNull(config.scim());
    assertThat(scim.name()).isEqualTo("Okta");
    assertThat(scim.settings().base()).hasToString("http://127.0.0.1:2");
    assertThat(scim.settings().groups()).containsExactly("g1", "g2");
    assertThat(scim.callsPerSecond()).isEqualTo(8);
    assertThat(Objects.requireNonNull(config.company()).http().read())
        .isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void the_companys_own_api_can_say_what_customers_may_use() {
    CaserailConfig config = parse(CANCELS.replace(SCIM, "access: company\n"));

    assertThat(config.scim()).isNull();
    assertThat(config.company()).isNotNull();
  }

  @Test
  void all_that_a_connected_kind_misses_is_named_at_once_where_it_is_connected() {
    assertThat(problems(REFUNDS + CANCELLATIONS + STRIPE))
        .satisfiesExactly(
            p ->
                assertThat(p)
                    .startsWith("caserail.yaml:12 zendesk.cancellation: needs 'company', which is")
                    .endsWith("add it"),
            p -> assertThat(p).contains(":12 zendesk.cancellation: needs 'easypost'"),
            p ->
                assertThat(p)
                    .contains(":12 zendesk.cancellation: needs 'scim'")
                    .contains("or write 'access: company'"));
    assertThat(problems(REFUNDS + VERIFICATIONS + STRIPE))
        .singleElement()
        .asString()
        .startsWith("caserail.yaml:12 zendesk.verification: needs 'company', which is missing");
    assertThat(problems(REFUNDS + VERIFICATIONS + COMPANY))
        .anyMatch(p -> p.contains("stripe.key: is missing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "easypost: { key: EZTKabc }   | easypost: is used by cancellations, which are not"
            + " connected",
        "scim: { baseUrl: 'https://id', token: t } | scim: is used by cancellations",
        "access: company              | access: is used by cancellations",
        "company: { name: A, baseUrl: 'https://a', auth: { bearer: b } } | company: is used by"
            + " cancellations or verifications",
      })
  void a_system_that_no_connected_kind_needs_is_named_with_its_line(String line, String problem) {
    assertThat(problems(REFUNDS + STRIPE + line + "\n"))
        .singleElement()
        .asString()
        .startsWith("caserail.yaml:13 ")
        .contains(problem);
  }

  @Test
  void a_use_of_stripe_that_no_connected_kind_makes_is_named_with_its_line() {
    String uses = "stripe:\n  key: sk_test_abc\n  billing: {}\n  identity: {}\n";

    assertThat(problems(REFUNDS + uses))
        .satisfiesExactly(
            p -> assertThat(p).contains(":14 stripe.billing: is used by cancellations"),
            p -> assertThat(p).contains(":15 stripe.identity: is used by verifications"));
    assertThat(problems(VERIFIES.replace(STRIPE, uses)))
        .singleElement()
        .asString()
        .contains("stripe.billing: is used by cancellations, which are not connected");
  }

  @Test
  void scim_beside_access_by_the_company_is_named() {
    assertThat(problems(CANCELS + "access: company\n"))
        .singleElement()
        .asString()
        .contains("scim: is used by nothing, since access is company; remove one of them");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key: EZTKabc      | key: EZAKabc               | easypost.key is of the other mode",
        "key: EZTKabc      | key: EZTKabc, pollAfter: 1ms | easypost.pollAfter is below a second",
        "key: EZTKabc      | baseUrl: 'ftp://x', key: EZTKa | easypost.baseUrl: is no plain"
            + " address",
        "key: EZTKabc      | token: EZTKabc             | easypost.key: is missing",
        "key: EZTKabc      | key: EZTKabc, callsPerSecond: 0 | easypost.callsPerSecond: '0' is no"
            + " number",
        "token: scim-secret | token: ''                 | scim.token: is empty",
        "token: scim-secret | token: t, groups: [a b]   | scim.groups takes ids",
        "token: scim-secret | token: t, groups: [a, a]  | scim.groups names a group twice",
        "token: scim-secret | token: t, name: '<b>'     | name takes 1 to 40 letters",
        "token: scim-secret | token: t, group: a        | did you mean 'groups'?",
        "key: sk_test_abc  | key: sk_test_abc, billing: { pollAfter: 1ms } | is below a second",
        "key: sk_test_abc  | key: sk_test_abc, billing: { poll: 1m } | stripe.billing.poll: is not"
            + " known",
      })
  void a_bad_value_is_named(String good, String bad, String problem) {
    assertThat(problems(CANCELS.replace(good, bad))).anyMatch(p -> p.contains(problem));
  }

  @Test
  void a_bad_way_to_access_is_named() {
    assertThat(problems(CANCELS + "access: magic\n"))
        .anyMatch(p -> p.contains("access: 'magic' is none of scim, company"));
  }

  @Test
  void a_secret_is_never_shown() {
    assertThat(parse(CANCELS).toString())
        .doesNotContain("EZTKabc", "scim-secret", "company-secret");
  }

  @Test
  void live_mode_takes_https_and_live_keys() {
    String live =
        CANCELS
                .replace("sk_test_abc", "sk_live_abc")
                .replace("EZTKabc", "EZAKabc")
                .replace(
                    "  refund:",
                    "  controls: { ticket: 9, refund: { pause: [5], resume: [6] } }\n  refund:")
            + "mode: live\n";

    assertThat(Objects.requireNonNull(parse(live).easypost()).settings().live()).isTrue();
    assertThat(problems(live.replace("EZAKabc", "EZTKabc")))
        .anyMatch(p -> p.contains("easypost.key is of the other mode"));
    assertThat(problems(live.replace("EZAKabc", "whatever")))
        .anyMatch(p -> p.contains("easypost.key: is no production key"));
    assertThat(problems(live.replace("{ key: EZAKabc", "{ baseUrl: 'http://a', key: EZAKabc")))
        .anyMatch(p -> p.contains("easypost.base must be https in live mode"));
    assertThat(problems(live.replace("https://id.acme", "http://id.acme")))
        .anyMatch(p -> p.contains("scim.base must be https in live mode"));
    assertThat(problems(live.replace("https://api.acme", "http://api.acme")))
        .anyMatch(p -> p.contains("company.baseUrl: is not https"));
  }

  @Test
  void the_commented_sample_of_every_system_is_what_stands_without_it() throws Exception {
    String sample;
    try (var in = CaserailConfig.class.getResourceAsStream("/caserail/caserail.yaml")) {
      sample = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    String systems =
        sample
            .substring(sample.indexOf("# easypost:"), sample.indexOf("# A system of your own"))
            .replaceAll("(?m)^# ", "");
    String uses =
        sample
            .substring(sample.indexOf("  # billing:"), sample.indexOf("# What cancellations"))
            .replaceAll("(?m)^  # ", "  ");
    String yaml =
        REFUNDS
            + CANCELLATIONS
            + VERIFICATIONS
            + "stripe:\n  key: sk_test_abc\n"
            + uses
            + COMPANY
            + systems;

    CaserailConfig config =
        CaserailConfig.parse(
            yaml, Path.of("."), Map.of("EASYPOST_KEY", "EZTKabc", "SCIM_TOKEN", "scim-secret"));

    CaserailConfig least = parse(CANCELS);
    assertThat(config.easypost()).isEqualTo(least.easypost());
    assertThat(Objects.requireNonNull(config.scim()).name())
        .isEqualTo(Objects.requireNonNull(least.scim()).name());
    assertThat(config.scim().callsPerSecond()).isEqualTo(least.scim().callsPerSecond());
    assertThat(config.stripe().billing()).isEqualTo(least.stripe().billing());
    assertThat(config.stripe().identity()).isEqualTo(least.stripe().identity());
  }
}
