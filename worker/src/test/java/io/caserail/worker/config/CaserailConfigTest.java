package io.caserail.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caserail.activities.zendesk.KindFields;
import io.caserail.model.CaseKind;
import io.caserail.model.TicketId;
import io.caserail.port.CommandKind;
import io.caserail.port.TicketState;
import io.caserail.port.WaitsFor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaserailConfigTest {
  private static final Path HERE = Path.of("/etc/caserail");
  private static final String LEAST =
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
        groups: { requesters: 201 }
      stripe:
        key: sk_test_abc
      """;

  private static final String SYSTEMS =
      """
      access: company
      company: { name: Shop, baseUrl: 'https://api.acme.example', auth: { bearer: t } }
      easypost: { key: EZTKx }
      """;

  private static final String ALL_KINDS =
      LEAST.replace(
              "  groups:",
              """
              cancellation:
                fields: { object: 9, reason: 10, when: 11 }
                macros: { send: 104 }
              verification:
                fields: { account: 12, reason: 13 }
                macros: { send: 105 }
              groups:\
              """
                  .indent(2)
                  .stripTrailing())
          + SYSTEMS;

  private static final String CONTROLS =
      """
        controls:
          ticket: 9001
          refund: { pause: [501], resume: [502, 503] }
      """;

  private static CaserailConfig parse(String yaml) {
    return CaserailConfig.parse(yaml, HERE, Map.of());
  }

  @Test
  void a_watchdog_is_told_nothing_of_other_systems_and_needs_none_of_their_keys() {
    String file = LEAST.replace("sk_test_abc", "${NOT_GIVEN_TO_IT}").replace("personKey", "# ");

    WatchdogProcessConfig config = WatchdogProcessConfig.parse(file, HERE, Map.of());

    assertThat(config.account()).isEqualTo("acme");
    assertThat(config.watchdog())
        .isEqualTo(
            new WatchdogConfig(
                true, Duration.ofMinutes(1), Duration.ofMinutes(3), "127.0.0.1", 8087));
  }

  @Test
  void each_key_of_the_watchdog_is_read() {
    String file =
        LEAST
            + "watchdog: { withWorkers: false, every: 20s, patience: 2m, host: 0.0.0.0,"
            + " healthPort: 0 }\n";

    assertThat(parse(file).watchdog())
        .isEqualTo(
            new WatchdogConfig(false, Duration.ofSeconds(20), Duration.ofMinutes(2), "0.0.0.0", 0));
  }

  private static List<String> problems(String yaml) {
    ConfigInvalid refused = catchThrowableOfType(ConfigInvalid.class, () -> parse(yaml));
    return refused == null ? List.of() : refused.problems();
  }

  @Test
  void the_least_file_has_the_defaults() {
    CaserailConfig config = parse(LEAST);

    assertThat(config.account()).isEqualTo("acme");
    assertThat(config.mode()).isEqualTo(RunMode.SANDBOX);
    assertThat(config.trust()).isEqualTo(Trust.PROOF);
    assertThat(config.policy()).isEqualTo(new PolicySource("", ""));
    assertThat(config.audit()).isEqualTo(HERE.resolve("caserail-audit.jsonl"));
    assertThat(config.sweepEvery()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.outages())
        .isEqualTo(
            new OutageConfig(
                3,
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                Duration.ofHours(1),
                10));
    assertThat(config.http().connect()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.http().read()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.http().call()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.http().maxAnswerBytes()).isEqualTo(8 << 20);
    assertThat(config.temporal()).isEqualTo(new TemporalConfig("", "", "", "", Map.of()));
    assertThat(config.worker())
        .isEqualTo(new WorkerConfig("127.0.0.1", 8086, 100, Duration.ofSeconds(20)));
    assertThat(config.stripe().settings().base()).hasToString("https://api.stripe.com");
    assertThat(config.stripe().settings().live()).isFalse();
    assertThat(config.stripe().settings().account()).isEqualTo("acme");
    assertThat(config.stripe().settings().pollAfter()).isEqualTo(Duration.ofMinutes(15));
    assertThat(config.stripe().refundsPerSecond()).isEqualTo(20);
    ZendeskConfig zendesk = config.zendesk();
    assertThat(zendesk.settings().scope()).isEqualTo("read write");
    assertThat(zendesk.settings().tokenLife()).isEqualTo(Duration.ofHours(2));
    assertThat(zendesk.settings().sweepSearch())
        .startsWith("tags:crl_do_refund_send tags:crl_do_refund_send_tell");
    assertThat(zendesk.writesPerMinute()).isEqualTo(30);
    assertThat(zendesk.facts()).isZero();
    assertThat(refund(zendesk).commands())
        .containsEntry("crl_do_refund_by_hand", CommandKind.DONE_BY_HAND)
        .containsEntry("crl_do_refund_where", CommandKind.WHERE_IS_IT)
        .hasSize(CommandKind.values().length);
    assertThat(zendesk.fields().states())
        .containsEntry(TicketState.NEEDS_APPROVAL, "crl_state_needs_approval");
    assertThat(zendesk.fields().waits()).containsEntry(WaitsFor.PAYMENT_SYSTEM, "crl_waits_stripe");
    assertThat(refund(zendesk).reasons()).containsEntry("crl_reason_goodwill", "goodwill");
  }

  @Test
  void every_key_is_read() {
    CaserailConfig config =
        parse(
            """
            account: beta
            mode: sandbox
            trust: local
            personKey: fedcba9876543210
            auditFile: /var/lib/audit.jsonl
            sweepEvery: 1m
            expires: { stripe: 2027-03-01 }
            outages: { cases: 9, after: 1m, every: 5s, tellEvery: 2m, reopenWithin: 3h, perSecond: 4 }
            policy: { file: my.yaml, hash: %s }
            temporal: { target: 'temporal:7233', namespace: support }
            zendesk:
              baseUrl: http://127.0.0.1:4000
              clientId: me
              clientSecret: s3cret
              scope: read
              tokenLife: 1h
              integrationUser: 77
              sweepView: 5
              writesPerMinute: 10
              fields: { command: 11, state: 12, waitsFor: 13, reference: 14, byHandReference: 15, facts: 99 }
              states: { done: is_done }
              waits: { nobody: w_nobody }
              refund:
                fields: { payment: 16, amount: 17, reason: 18 }
                commands: { send: do_it }
                reasons: { broken: r_broken }
                macros: { send: [101, 102], approve: 103 }
              cancellation:
                fields: { object: 21, reason: 22, when: 23 }
                commands: { send: cancel_it }
                reasons: { regret: c_regret }
                options: { term_end: c_end, now: c_now }
                macros: { send: 104, compensate: [105, 106] }
              verification:
                fields: { account: 31, reason: 32 }
                commands: { send: verify_it }
                reasons: { lost: v_lost }
                macros: { send: 107 }
              groups: { finance: 203 }
            stripe: { baseUrl: 'http://127.0.0.1:5000', key: sk_test_x, liveMode: false,
                      pollAfter: 2s, refundsPerSecond: 3 }
            access: company
            company: { name: Shop, baseUrl: 'http://127.0.0.1:6000', auth: { bearer: t } }
            easypost: { key: EZTKx }
            http: { connect: 1s, read: 2s, call: 3s, maxAnswerBytes: 2048, userAgent: Me/1 }
            worker: { host: 0.0.0.0, healthPort: 0, slots: 4, stopWithin: 1s }
            gateway: { port: 1 }
            """
                .formatted("a".repeat(64)));

    assertThat(config.trust()).isEqualTo(Trust.LOCAL);
    assertThat(config.personKey().value()).isEqualTo("fedcba9876543210");
    assertThat(config.audit()).isEqualTo(Path.of("/var/lib/audit.jsonl"));
    assertThat(config.sweepEvery()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.expires()).isEqualTo(Map.of("stripe", LocalDate.of(2027, 3, 1)));
    assertThat(config.outages())
        .isEqualTo(
            new OutageConfig(
                9,
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                Duration.ofMinutes(2),
                Duration.ofHours(3),
                4));
    assertThat(config.policy()).isEqualTo(new PolicySource("my.yaml", "a".repeat(64)));
    assertThat(config.temporal())
        .isEqualTo(new TemporalConfig("temporal:7233", "support", "", "", Map.of()));
    ZendeskConfig zendesk = config.zendesk();
    assertThat(zendesk.settings().base()).hasToString("http://127.0.0.1:4000");
    assertThat(zendesk.settings().clientId()).isEqualTo("me");
    assertThat(zendesk.settings().clientSecret().value()).isEqualTo("s3cret");
    assertThat(zendesk.settings().scope()).isEqualTo("read");
    assertThat(zendesk.settings().tokenLife()).isEqualTo(Duration.ofHours(1));
    assertThat(zendesk.settings().integrationUser()).isEqualTo("77");
    assertThat(zendesk.settings().sweepView()).isEqualTo("5");
    assertThat(zendesk.settings().sweepSearch()).isEmpty();
    assertThat(zendesk.writesPerMinute()).isEqualTo(10);
    assertThat(zendesk.facts()).isEqualTo(99);
    assertThat(zendesk.fields())
        .satisfies(
            f ->
                assertThat(
                        List.of(
                            f.command(),
                            f.state(),
                            f.waitsFor(),
                            f.reference(),
                            f.byHand(),
                            refund(zendesk).object(),
                            refund(zendesk).amount(),
                            refund(zendesk).reason()))
                    .containsExactly(11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L));
    assertThat(refund(zendesk).commands()).containsEntry("do_it", CommandKind.SEND);
    assertThat(zendesk.fields().states()).containsEntry(TicketState.DONE, "is_done");
    assertThat(zendesk.fields().waits()).containsEntry(WaitsFor.NOBODY, "w_nobody");
    assertThat(refund(zendesk).reasons()).isEqualTo(Map.of("r_broken", "broken"));
    assertThat(zendesk.macros())
        .isEqualTo(
            Map.of(
                CaseKind.REFUND,
                Map.of(
                    CommandKind.SEND, List.of("101", "102"), CommandKind.APPROVE, List.of("103")),
                CaseKind.CANCELLATION,
                Map.of(
                    CommandKind.SEND,
                    List.of("104"),
                    CommandKind.COMPENSATE,
                    List.of("105", "106")),
                CaseKind.VERIFICATION,
                Map.of(CommandKind.SEND, List.of("107"))));
    zendesk
        .macros()
        .forEach((about, macros) -> assertThat(kind(zendesk, about).macros()).isEqualTo(macros));
    KindFields cancellation = kind(zendesk, CaseKind.CANCELLATION);
    assertThat(cancellation.object()).isEqualTo(21);
    assertThat(cancellation.amount()).isZero();
    assertThat(cancellation.reason()).isEqualTo(22);
    assertThat(cancellation.option()).isEqualTo(23);
    assertThat(cancellation.commands())
        .containsEntry("cancel_it", CommandKind.SEND)
        .containsEntry("crl_do_cancellation_approve", CommandKind.APPROVE);
    assertThat(cancellation.reasons()).isEqualTo(Map.of("c_regret", "regret"));
    assertThat(cancellation.options()).isEqualTo(Map.of("c_end", "term_end", "c_now", "now"));
    KindFields verification = kind(zendesk, CaseKind.VERIFICATION);
    assertThat(verification.object()).isEqualTo(31);
    assertThat(verification.reason()).isEqualTo(32);
    assertThat(verification.amount() + verification.option()).isZero();
    assertThat(verification.commands()).containsEntry("verify_it", CommandKind.SEND);
    assertThat(verification.reasons()).isEqualTo(Map.of("v_lost", "lost"));
    assertThat(zendesk.groups()).isEqualTo(Map.of("finance", "203"));
    assertThat(config.stripe().settings().base()).hasToString("http://127.0.0.1:5000");
    assertThat(config.stripe().settings().pollAfter()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.stripe().refundsPerSecond()).isEqualTo(3);
    assertThat(config.http().connect()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.http().read()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.http().call()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.http().maxAnswerBytes()).isEqualTo(2048);
    assertThat(config.http().userAgent()).isEqualTo("Me/1");
    assertThat(config.worker()).isEqualTo(new WorkerConfig("0.0.0.0", 0, 4, Duration.ofSeconds(1)));
  }

  private static KindFields refund(ZendeskConfig zendesk) {
    return kind(zendesk, CaseKind.REFUND);
  }

  private static KindFields kind(ZendeskConfig zendesk, CaseKind kind) {
    return Objects.requireNonNull(zendesk.fields().kinds().get(kind));
  }

  @Test
  void a_kind_whose_section_is_left_out_cannot_be_asked_for() {
    ZendeskConfig zendesk = parse(LEAST).zendesk();

    assertThat(zendesk.fields().kinds()).containsOnlyKeys(CaseKind.REFUND);
    assertThat(zendesk.settings().sweepSearch()).doesNotContain("cancellation", "verification");
  }

  @Test
  void the_least_sections_of_the_other_kinds_have_their_defaults() {
    ZendeskConfig zendesk = parse(ALL_KINDS).zendesk();

    KindFields cancellation = kind(zendesk, CaseKind.CANCELLATION);
    assertThat(cancellation.commands())
        .containsEntry("crl_do_cancellation_send", CommandKind.SEND)
        .containsEntry("crl_do_cancellation_by_hand", CommandKind.DONE_BY_HAND)
        .hasSize(CommandKind.values().length);
    assertThat(cancellation.reasons())
        .containsEntry("crl_cancellation_reason_changed_mind", "changed_mind");
    assertThat(cancellation.options())
        .isEqualTo(Map.of("crl_when_term_end", "term_end", "crl_when_now", "now"));
    KindFields verification = kind(zendesk, CaseKind.VERIFICATION);
    assertThat(verification.commands())
        .containsEntry("crl_do_verification_where", CommandKind.WHERE_IS_IT);
    assertThat(verification.reasons())
        .containsEntry("crl_verification_reason_account_recovery", "account_recovery");
    assertThat(zendesk.settings().sweepSearch())
        .startsWith("tags:crl_do_refund_send ")
        .contains(" tags:crl_do_cancellation_send ", " tags:crl_do_verification_send ");
  }

  @Test
  void a_cancellation_without_a_field_for_its_time_is_asked_for_without_one() {
    KindFields cancellation =
        kind(parse(ALL_KINDS.replace(", when: 11", "")).zendesk(), CaseKind.CANCELLATION);

    assertThat(cancellation.option()).isZero();
    assertThat(cancellation.options()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "object: 9         | thing: 9           | :13 zendesk.cancellation.fields.object: is"
            + " missing",
        "object: 9         | object: order      | :13 zendesk.cancellation.fields.object: 'order'"
            + " is",
        "when: 11          | wenn: 11           | :13 zendesk.cancellation.fields.wenn: is not"
            + " known",
        "object: 9         | object: 6          | two fields have the same id",
        "'object: 9, '     | 'object: 9, amount: 4, ' | zendesk.cancellation.fields.amount: is not",
        "macros: { send: 104 } | marcos: { send: 104 } | :14 zendesk.cancellation.marcos: is not"
            + " known",
        "send: 104         | sent: 104          | :14 zendesk.cancellation.macros.sent: is not"
            + " known",
        "send: 104         | send: Cancel       | a macro id is no number",
        "macros: { send: 104 } | options: { later: x } | zendesk.cancellation.options.later: is"
            + " not",
        "macros: { send: 104 } | options: { now: x, term_end: x } | has the same option as another",
        "macros: { send: 104 } | commands: { send: x, skip: x } | :14"
            + " zendesk.cancellation.commands: two commands have the option x",
        "macros: { send: 104 } | commands: { send: crl_do_refund_send } | stands in two lists:"
            + " crl_do_refund_send",
        "macros: { send: 104 } | reasons: { late: crl_reason_damaged } | stands in two lists",
        "account: 12       | account: 0         | :16 zendesk.verification.fields.account: '0' is"
            + " no",
        "account: 12       | when: 12           | zendesk.verification.fields.when: is not known",
        "macros: { send: 105 } | options: { now: x } | :17 zendesk.verification.options: is not"
            + " known",
        "cancellation:     | cancelation:       | did you mean 'cancellation'?",
      })
  void a_bad_key_or_value_of_a_kind_is_named_with_its_line(
      String good, String bad, String problem) {
    assertThat(problems(ALL_KINDS.replace(good, bad)))
        .isNotEmpty()
        .anyMatch(p -> p.contains(problem));
  }

  @Test
  void options_without_their_field_are_of_no_use() {
    String yaml =
        ALL_KINDS.replace(", when: 11", "").replace("macros: { send: 104 }", "options: { now: x }");

    assertThat(problems(yaml))
        .singleElement()
        .asString()
        .contains("zendesk.cancellation.options: is of no use without fields.when");
  }

  @Test
  void refunds_are_always_asked_for_in_tickets() {
    String yaml =
        LEAST.replace(
            """
              refund:
                fields: { payment: 6, amount: 7, reason: 8 }
                macros: { send: 101 }
            """,
            "");

    assertThat(problems(yaml)).singleElement().asString().contains("zendesk.refund: is missing");
  }

  @Test
  void all_that_is_wrong_is_named_at_once_with_line_and_key() {
    List<String> problems =
        problems(
            """
            account: ACME
            personKey: short
            zendesk:
              baseUrl: ftp://acme
              clientSecret: x
              integrationUser: 9
              fields: { command: 1 }
            stripe: { key: "${NO_SUCH_KEY}" }
            worker: { slotz: 5 }
            """);

    assertThat(problems)
        .anyMatch(p -> p.startsWith("caserail.yaml:1 account: takes 1 to 40"))
        .anyMatch(p -> p.startsWith("caserail.yaml:2 personKey: is shorter than 16"))
        .anyMatch(p -> p.startsWith("caserail.yaml:4 zendesk.baseUrl: is no plain address"))
        .anyMatch(p -> p.startsWith("caserail.yaml:3 zendesk.clientId: is missing; add it"))
        .anyMatch(p -> p.startsWith("caserail.yaml:7 zendesk.fields.state: is missing"))
        .anyMatch(p -> p.startsWith("caserail.yaml:3 zendesk.refund: is missing"))
        .anyMatch(p -> p.contains(":8 stripe.key: the environment variable NO_SUCH_KEY is not set"))
        .anyMatch(p -> p.contains(":9 worker.slotz: is not known; did you mean 'slots'?"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode: production               | mode: 'production' is none of sandbox, live",
        "trust: everybody               | trust: 'everybody' is none of proof, local",
        "sweepEvery: soon               | sweepEvery: 'soon' is no time such as",
        "expires: { stripe: soon }      | expires.stripe: 'soon' is no day such as 2027-03-01",
        "sweepEvery: 0s                 | sweepEvery: '0s' is no positive time",
        "policy: { hash: abc }          | policy: hash is no SHA-256",
        "policy: file.yaml              | policy: is no mapping",
        "temporal: { target: nowhere }  | temporal: target is no host:port",
        "temporal: { target: 'a:1', profile: p } | temporal: give a target or a profile",
        "temporal: { namespace: 'a b' } | temporal: namespace is malformed",
        "http: { call: 1s }             | http: call is shorter than connect",
        "http: { maxAnswerBytes: 1 }    | http.maxAnswerBytes: '1' is no number from 1024",
        "worker: { slots: 1 }           | worker.slots: '1' is no number from 2",
        "worker: { healthPort: 70000 }  | worker.healthPort: '70000' is no number",
        "worker: { host: '' }           | worker: host is empty",
        "worker: { stopWithin: [1s] }   | worker.stopWithin: is a list or mapping",
        "acount: acme                   | acount: is not known; did you mean 'account'?",
      })
  void a_bad_value_is_named(String line, String problem) {
    assertThat(problems(LEAST + line + "\n")).singleElement().asString().contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "integrationUser: 9  | integrationUser: nine    | integrationUser is no user id",
        "byHandReference: 5  | 'byHandReference: 5, facts: 7' | fields.facts is the id of another",
        "byHandReference: 5  | 'byHandReference: 5, facts: x' | zendesk.fields.facts: 'x' is no",
        "integrationUser: 9  | writesPerMinute: 0       | zendesk.writesPerMinute: '0' is no"
            + " number",
        "clientId: caserail  | 'clientId: '             | zendesk.clientId: is empty",
        "clientId: caserail  | tokenLife: 1m            | tokenLife is not between",
        "command: 1,         | command: 2,              | two fields have the same id",
        "command: 1,         | command: one,            | zendesk.fields.command: 'one' is no"
            + " number",
        "requesters: 201     | requesters: Lena         | groups.requesters is no group id",
        "send: 101           | sent: 101                | did you mean 'send'?",
        "send: 101           | send: Refund             | a macro id is no number",
        "sk_test_abc         | sk_live_abc              | stripe.key is of the other mode",
      })
  void a_bad_value_of_a_vendor_is_named(String good, String bad, String problem) {
    String replacement =
        bad.startsWith("tokenLife") || bad.startsWith("writes") ? good + "\n  " + bad : bad;

    assertThat(problems(LEAST.replace(good, replacement)))
        .isNotEmpty()
        .anyMatch(p -> p.contains(problem));
  }

  @Test
  void one_tag_for_two_commands_or_in_two_lists_is_refused() {
    String two = LEAST.replace("    macros:", "    commands: { send: x, approve: x }\n    macros:");
    String lists =
        LEAST.replace("  refund:", "  states: { done: x }\n  refund:\n    commands: { send: x }");

    assertThat(problems(two)).anyMatch(p -> p.contains("two commands have the option x"));
    assertThat(problems(lists)).anyMatch(p -> p.contains("stands in two lists: x"));
  }

  @Test
  void a_secret_is_never_shown() {
    CaserailConfig config = parse(LEAST);

    assertThat(config.toString())
        .contains("***")
        .doesNotContain("sk_test_abc", "zendesk-secret", "0123456789abcdef");
  }

  @Test
  void a_key_given_twice_and_a_file_that_is_no_yaml_are_refused_with_their_line() {
    assertThat(problems(LEAST + "account: other\n")).singleElement().asString().contains(":15");
    assertThat(problems("account: [")).singleElement().asString().contains("is no YAML");
    assertThat(problems("- a\n")).singleElement().asString().contains("caserail.yaml:1");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    ConfigInvalid refused =
        catchThrowableOfType(
            ConfigInvalid.class,
            () -> CaserailConfig.load(Path.of("/nowhere/caserail.yaml"), Map.of()));

    assertThat(refused).hasMessageContaining("there is no file /nowhere/caserail.yaml");
  }

  @Test
  void live_mode_takes_https_and_live_keys() {
    CaserailConfig config = parse(live("rk_live_abc"));

    assertThat(config.stripe().settings().live()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://acme   | http://acme            | zendesk.baseUrl: is not https",
        "key: sk_live_a | key: sk_test_a         | stripe.key is of the other mode",
        "key: sk_live_a | key: whatever          | stripe.key: is no live key",
        "key: sk_live_a | 'key: sk_live_a\n  baseUrl: http://127.0.0.1:1' | must be https",
        "key: sk_live_a | 'key: sk_live_a\n  liveMode: false' | stripe.liveMode: is false",
        "account: acme  | 'account: acme\ntrust: local' | trust: is local, which live mode refuses",
        "refund: { pause: [501], | 'cancellation: { pause: [501],'"
            + " | zendesk.controls: does not say how refunds are paused",
      })
  void live_mode_refuses_what_belongs_to_the_sandbox(String good, String bad, String problem) {
    assertThat(problems(live("sk_live_a").replace(good, bad)))
        .singleElement()
        .asString()
        .contains(problem);
  }

  @Test
  void live_mode_wants_to_be_paused() {
    String without = LEAST.replace("sk_test_abc", "sk_live_a") + "mode: live\n";

    assertThat(problems(without))
        .singleElement()
        .asString()
        .contains("zendesk.controls: does not say how refunds are paused, and mode is live");
  }

  @Test
  void the_ticket_of_controls_has_macros_for_each_kind_that_can_be_paused() {
    assertThat(parse(LEAST).zendesk().controls()).isNull();
    assertThat(parse(LEAST.replace("  refund:", CONTROLS + "  refund:")).zendesk().controls())
        .isEqualTo(
            new ControlsConfig(
                new TicketId("9001"),
                Map.of(CaseKind.REFUND, new PauseMacros(List.of("501"), List.of("502", "503")))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ticket: 9001    | colour: blue         | zendesk.controls.colour",
        "ticket: 9001    | ticket: none         | ticket",
        "ticket: 9001    | 'ticket: '''''       | zendesk.controls.ticket: is empty",
        "pause: [501],   | ''                   | a pause needs a macro that begins it",
        "'[502, 503]'    | '[501]'              | one macro can't both pause and resume",
        "'refund: { pause: [501], resume: [502, 503] }' | '' | no kind of case can be paused",
      })
  void controls_that_control_nothing_are_named(String good, String bad, String problem) {
    String yaml =
        LEAST.replace("  refund:", CONTROLS.replace(good, bad == null ? "" : bad) + "  refund:");

    assertThat(problems(yaml)).anyMatch(p -> p.contains(problem));
  }

  private static String live(String key) {
    return LEAST.replace("sk_test_abc", key).replace("  refund:", CONTROLS + "  refund:")
        + "mode: live\n";
  }

  @Test
  void the_sample_file_loads_with_its_variables_set(@TempDir Path directory) throws Exception {
    Path sample = directory.resolve("caserail.yaml");
    try (var in = CaserailConfig.class.getResourceAsStream("/caserail/caserail.yaml")) {
      Files.write(sample, java.util.Objects.requireNonNull(in).readAllBytes());
    }
    Map<String, String> env = new HashMap<>();
    env.put("CASERAIL_PERSON_KEY", "0123456789abcdef");
    env.put("ZENDESK_CLIENT_ID", "caserail");
    env.put("ZENDESK_CLIENT_SECRET", "s");
    env.put("STRIPE_KEY", "sk_test_1");

    assertThatCode(() -> CaserailConfig.load(sample, env)).doesNotThrowAnyException();

    assertThatCode(() -> StarterConfig.load(sample, Map.of())).doesNotThrowAnyException();
    Map<String, String> front =
        Map.of("ZENDESK_WEBHOOK_SECRET", "z", "STRIPE_WEBHOOK_SECRET", "whsec_1");
    assertThat(FrontConfig.load(sample, front).gateway().port()).isEqualTo(8085);
  }
}
