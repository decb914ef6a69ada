package io.caserail.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.activities.rest.RestAuth;
import io.caserail.activities.rest.RestCollection;
import io.caserail.activities.rest.RestSettings;
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

class CompanyConfigTest {
  private static final String LEAST =
      """
      account: acme
      company:
        name: Acme Shop
        baseUrl: https://api.acme.example/v2
        auth: { bearer: company-secret }
      """;

  private static CompanyConfig parse(String yaml) {
    return CompanyConfig.parse(yaml, Path.of("/etc/caserail"), Map.of());
  }

  private static List<String> problems(String yaml) {
    ConfigInvalid refused = catchThrowableOfType(ConfigInvalid.class, () -> parse(yaml));
    return refused == null ? List.of() : refused.problems();
  }

  @Test
  void the_least_section_is_an_api_of_our_description() {
    CompanyConfig config = parse(LEAST);

    assertThat(config.settings())
        .isEqualTo(
            RestSettings.described(
                "Acme Shop",
                URI.create("https://api.acme.example/v2"),
                RestAuth.bearer(new Secret("company-secret")),
                false));
    assertThat(config.http()).isEqualTo(HttpSettings.defaults("0.1"));
    assertThat(config.callsPerSecond()).isEqualTo(10);
  }

  @Test
  void every_key_is_read() {
    CompanyConfig config =
        parse(
            """
            mode: live
            http: { connect: 1s, call: 9s }
            company:
              name: Shop
              baseUrl: https://shop.example
              auth: { header: X-Api-Key, value: company-secret }
              keyHeader: X-Request-Key
              keyLife: 6h
              pollAfter: 1m
              callsPerSecond: 3
              http: { read: 3s, call: 30s }
              paths:
                object: /api/{collection}/{id}
                change: /api/{collection}/{id}/{change}
                find: /api/search?op={operationId}
              change:
                list: ''
                reference: /data/id
                code: /error/code
                words: { succeeded: [done, ok], absent: nothing }
              codes: { too_late: [shipped], unknown_object: [] }
              orders:
                path: purchases
                stage: /data/state
                placedAt: /data/created
                shipment: ''
                words: { open: [new, paid] }
              accounts: { verdict: /kyc }
              access: { path: rights }
            """);

    RestSettings settings = config.settings();
    assertThat(settings.live()).isTrue();
    assertThat(settings.auth()).isEqualTo(new RestAuth("X-Api-Key", new Secret("company-secret")));
    assertThat(settings.keyHeader()).isEqualTo("X-Request-Key");
    assertThat(settings.keyLife()).isEqualTo(Duration.ofHours(6));
    assertThat(settings.pollAfter()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.callsPerSecond()).isEqualTo(3);
    assertThat(config.http().connect()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.http().read()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.http().call()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.paths().object().text()).isEqualTo("/api/{collection}/{id}");
    assertThat(settings.paths().change().text()).isEqualTo("/api/{collection}/{id}/{change}");
    assertThat(settings.paths().find().text()).isEqualTo("/api/search?op={operationId}");
    assertThat(settings.change().pointer("list")).hasToString("");
    assertThat(settings.change().pointer("reference")).hasToString("/data/id");
    assertThat(settings.change().pointer("code")).hasToString("/error/code");
    assertThat(settings.change().pointer("status")).hasToString("/status");
    assertThat(settings.change().words().byMeaning())
        .containsEntry("succeeded", List.of("done", "ok"))
        .containsEntry("absent", List.of("nothing"))
        .containsEntry("pending", List.of("pending"));
    assertThat(settings.codes().byMeaning())
        .containsEntry("too_late", List.of("shipped"))
        .containsEntry("unknown_object", List.of());
    assertThat(settings.names()).containsEntry(RestCollection.ORDERS, "purchases");
    assertThat(settings.objects().get(RestCollection.ORDERS))
        .satisfies(
            orders -> {
              assertThat(orders.pointer("stage")).hasToString("/data/state");
              assertThat(orders.pointer("shipment")).hasToString("");
              assertThat(orders.words().byMeaning()).containsEntry("open", List.of("new", "paid"));
            });
    assertThat(settings.objects().get(RestCollection.ACCOUNTS))
        .satisfies(accounts -> assertThat(accounts.pointer("verdict")).hasToString("/kyc"));
    assertThat(settings.names()).containsEntry(RestCollection.ACCESS, "rights");
  }

  @Test
  void the_commented_sample_is_what_stands_without_it() throws Exception {
    String sample;
    try (var in = CompanyConfig.class.getResourceAsStream("/caserail/caserail.yaml")) {
      sample = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    String section =
        sample
            .substring(sample.indexOf("# company:"), sample.indexOf("# http:\n"))
            .replaceAll("(?m)^# company:", "company:")
            .replaceAll("(?m)^  # ", "  ");

    CompanyConfig config =
        CompanyConfig.parse(section, Path.of("."), Map.of("COMPANY_TOKEN", "company-secret"));

    assertThat(config.settings())
        .isEqualTo(
            RestSettings.described(
                "Acme Shop",
                URI.create("https://api.acme.example/caserail"),
                RestAuth.bearer(new Secret("company-secret")),
                false));
    assertThat(config.http()).isEqualTo(HttpSettings.defaults("0.1"));
  }

  @Test
  void a_user_and_a_password_are_basic_authentication() {
    CompanyConfig config =
        parse(LEAST.replace("bearer: company-secret", "user: me, password: company-secret"));

    assertThat(config.settings().auth())
        .isEqualTo(RestAuth.basic("me", new Secret("company-secret")));
  }

  @Test
  void a_secret_is_never_shown() {
    assertThat(parse(LEAST).toString()).contains("***").doesNotContain("company-secret");
  }

  @Test
  void all_that_is_wrong_is_named_at_once_with_line_and_key() {
    List<String> problems =
        problems(
            """
            company:
              baseUrl: ftp://acme
              auth: { bearer: "${NOT_SET}" }
              paths:
                find: /changes
              change:
                reference: data/id
              orders:
                words: { open: paid, closed: paid }
              acounts: {}
            """);

    assertThat(problems)
        .anyMatch(p -> p.startsWith("caserail.yaml:1 company.name: is missing"))
        .anyMatch(p -> p.startsWith("caserail.yaml:2 company.baseUrl: is no plain address"))
        .anyMatch(p -> p.contains(":3 company.auth.bearer: the environment variable NOT_SET"))
        .anyMatch(p -> p.contains(":5 company.paths.find: '/changes' lacks {operationId}"))
        .anyMatch(p -> p.contains(":7 company.change.reference: "))
        .anyMatch(p -> p.contains(":9 company.orders.words: 'paid' means both open and closed"))
        .anyMatch(p -> p.contains(":10 company.acounts: is not known; did you mean 'accounts'?"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: Acme Shop       | name: '<b>'                    | name takes 1 to 40 letters",
        "bearer: company-secret | bearer: a, user: b            | company.auth: give one of",
        "bearer: company-secret | tokn: a                       | company.auth.tokn: is not known",
        "bearer: company-secret | user: 'a:b', password: c      | has no colon",
        "bearer: company-secret | header: 'a b', value: c       | can't name a header",
        "bearer: company-secret | header: X-Key                 | company.auth.value: is missing",
        "name: Acme Shop       | name: Acme\\n  keyHeader: 'a b' | can't name a header",
        "name: Acme Shop       | name: Acme\\n  keyLife: 30s    | keyLife is below a minute",
        "name: Acme Shop       | name: Acme\\n  pollAfter: 1ms  | pollAfter is below a second",
        "name: Acme Shop       | name: Acme\\n  callsPerSecond: 0 | company.callsPerSecond: '0' is no number from 1",
        "name: Acme Shop       | name: Acme\\n  http: { call: 1s } | call is shorter than connect",
        "name: Acme Shop       | name: Acme\\n  paths: { object: orders } | is no path",
        "name: Acme Shop       | name: Acme\\n  paths: { change: '/{id}/{what}' } | not known here: {what}",
        "name: Acme Shop       | name: Acme\\n  change: { status: '' } | change.status is empty",
        "name: Acme Shop       | name: Acme\\n  change: { stats: /a } | did you mean 'status'?",
        "name: Acme Shop       | name: Acme\\n  codes: { late: [a] } | company.codes.late: is not known",
        "name: Acme Shop       | name: Acme\\n  orders: { path: a/b } | no single piece of a path",
      })
  void a_bad_value_is_named(String good, String bad, String problem) {
    List<String> problems = problems(LEAST.replace(good, bad.replace("\\n", "\n")));

    assertThat(problems).isNotEmpty().anyMatch(p -> p.contains(problem));
  }

  @Test
  void live_mode_takes_https_only() {
    String plain = LEAST.replace("https://", "http://");

    assertThat(problems(plain)).isEmpty();
    assertThat(problems(plain + "mode: live\n"))
        .singleElement()
        .asString()
        .contains("company.baseUrl: is not https");
  }

  @Test
  void a_file_without_the_section_is_told_so() {
    assertThat(problems("account: acme")).anyMatch(p -> p.contains("company: is missing"));
  }
}
