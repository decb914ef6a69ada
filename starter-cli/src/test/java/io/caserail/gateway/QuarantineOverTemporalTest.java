package io.caserail.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cli.Shell;
import io.caserail.cli.TemporalForTests;
import io.caserail.client.CaseClient;
import io.caserail.client.QuarantineSummary;
import io.caserail.model.CaseKind;
import io.caserail.quarantine.QuarantineEntry;
import io.caserail.quarantine.QuarantineStatus;
import io.caserail.quarantine.QuarantineView;
import io.caserail.quarantine.QuarantineWorkflowImpl;
import io.caserail.worker.audit.AuditSink;
import io.caserail.worker.audit.AuditedQuarantine;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a webhook that is not understood to what a person makes of it. */
final class QuarantineOverTemporalTest {
  private static final String CASE = "refund-acme-pi_3QabcDEF";
  private static final Map<CaseKind, Pattern> NO_REFUNDS =
      Map.of(CaseKind.CANCELLATION, GatewaySettings.ANY_OBJECT);

  @TempDir Path folder;
  private AuditSink audit;
  private TemporalForTests temporal;
  private CaseClient cases;
  private int sent;

  @BeforeEach
  void start() {
    audit = new AuditSink(folder.resolve("audit.jsonl"));
    temporal =
        new TemporalForTests(
            worker -> {
              worker.registerWorkflowImplementationTypes(QuarantineWorkflowImpl.class);
              worker.registerActivitiesImplementations(
                  new ProvingWorker(), new AuditedQuarantine(audit, "hash", Clock.systemUTC()));
            });
    cases = temporal.cases();
  }

  @AfterEach
  void stop() {
    cases.close();
    temporal.close();
    audit.close();
  }

  @Test
  void an_entry_says_what_it_breaks_whose_it_is_and_which_key_proved_it() {
    try (Gateway gateway = gateway(GatewaySettings.FORMS, 10)) {
      zendesk(gateway, "{}");
    }

    QuarantineView entry = cases.quarantined(only().entryId());
    assertThat(entry.clause()).isEqualTo("the kind is missing, unknown or not set up here");
    assertThat(entry.rule()).isEqualTo("the gateway's rules for zendesk");
    assertThat(entry.owner()).isEqualTo("support");
    assertThat(entry.entry().provenBy()).isEqualTo("now");
    assertThat(entry.entry().receivedAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(entry.due()).isAfter(Instant.now().plus(Duration.ofDays(2)));
    assertThat(shell().type("quarantine", "list").out())
        .containsPattern("ENTRY +SOURCE +STATUS +OWNER +SINCE +DUE +CLAUSE")
        .containsPattern(
            entry.entryId() + " +zendesk +HELD +support .* the kind is missing, unknown");
  }

  @Test
  void what_the_sweep_has_put_aside_is_shown_by_its_events_id() {
    cases.quarantine(
        new QuarantineEntry(
            "stripe",
            "evt_1Qswept",
            "data.object is missing",
            "{}",
            "what the sweep reads of Stripe's list of events",
            "the sweep",
            Instant.now(),
            2,
            "support",
            Duration.ofDays(3),
            "lead"));

    Shell.Printed printed =
        shell().type("event", "show", "evt_1Qswept", "--log", folder.toString());

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .contains("the sweep has found it", "Entry quarantine-acme-stripe-evt_1Qswept  HELD")
        .contains("data.object is missing");
  }

  @Test
  void what_is_released_under_corrected_rules_reaches_its_case() throws Exception {
    try (Gateway wrong = gateway(NO_REFUNDS, 10)) {
      zendesk(wrong, RunningGateway.REFUND);
    }
    String entry = only().entryId();

    Shell.Printed printed = corrected(shell().answering("y"), release(entry));

    assertThat(printed.out())
        .contains("Breaks    the kind is missing, unknown or not set up here")
        .contains("Accepted: the gateway reads it again")
        .contains("Understood as " + CASE + ".");
    assertThat(printed.exitCode()).isZero();
    assertThat(cases.isOpen(CASE)).isTrue();
    assertThat(cases.quarantined(entry).status()).isEqualTo(QuarantineStatus.RELEASED);
    assertThat(cases.quarantine().list(10)).isEmpty();
    assertThat(Files.readAllLines(folder.resolve("audit.jsonl")))
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("\"event\":\"quarantine\"")
                    .contains("\"change\":\"release\"")
                    .contains("\"object\":\"" + entry + "\"")
                    .contains("\"actors\":[\"omar\"]"))
        .last()
        .asString()
        .contains("\"outcome\":\"understood\",\"ref\":\"" + CASE + "\"");
  }

  @Test
  void what_is_again_not_understood_stays_and_says_what_it_breaks_now() {
    try (Gateway wrong = gateway(NO_REFUNDS, 10)) {
      zendesk(wrong, RunningGateway.REFUND.replace("35436", "none"));
    }
    String entry = only().entryId();

    Shell.Printed printed = corrected(shell(), release(entry, "--yes"));

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out()).contains("It stays: again not understood: the ticket is not");
    assertThat(cases.quarantined(entry).clause()).startsWith("the ticket is not a ticket's number");
    assertThat(only().entryId()).isEqualTo(entry);
    assertThat(cases.isOpen(CASE)).isFalse();
  }

  @Test
  void whoever_can_not_be_proven_decides_nothing() {
    try (Gateway gateway = gateway(GatewaySettings.FORMS, 10)) {
      zendesk(gateway, "{}");
    }
    String entry = only().entryId();

    var printed =
        shell().type("quarantine", "discard", entry, "--reason", "noise", "--as", "eve", "--yes");

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out()).contains("Refused: the policy does not know this name");
    assertThat(cases.quarantined(entry).status()).isEqualTo(QuarantineStatus.HELD);
  }

  @Test
  void what_is_discarded_is_over_and_is_no_new_entry_when_it_comes_again() {
    try (Gateway gateway = gateway(GatewaySettings.FORMS, 10)) {
      Senders senders = new Senders(gateway.port());
      Instant signed = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      byte[] event = "{}".getBytes(UTF_8);
      senders.send(senders.zendesk(Senders.ZENDESK_SECRET, signed, "i-1", event));
      String entry = only().entryId();

      var printed =
          shell()
              .type("quarantine", "discard", entry, "--reason", "noise", "--as", "omar", "--yes");

      assertThat(printed.exitCode()).isZero();
      var again = senders.send(senders.zendesk(Senders.ZENDESK_SECRET, signed, "i-2", event));
      assertThat(again.body()).isEqualTo("{\"result\":\"duplicate\"}");
      assertThat(cases.quarantine().list(10)).isEmpty();
      assertThat(cases.quarantined(entry).status()).isEqualTo(QuarantineStatus.DISCARDED);
    }
  }

  @Test
  void poison_beyond_the_cap_is_sent_back_and_stalls_nobody() {
    try (Gateway gateway = gateway(GatewaySettings.FORMS, 3)) {
      for (int i = 0; i < 3; i++) {
        assertThat(zendesk(gateway, "{\"poison\":" + i + "}").body())
            .isEqualTo("{\"result\":\"quarantined\"}");
      }

      HttpResponse<String> beyond = zendesk(gateway, "{\"poison\":3}");
      HttpResponse<String> good = zendesk(gateway, RunningGateway.REFUND);
      HttpResponse<String> other = stripe(gateway, "{\"poison\":true}");

      RunningGateway.assertProblem(beyond, 503);
      assertThat(beyond.headers().firstValue("Retry-After")).hasValue("50");
      assertThat(good.body()).isEqualTo("{\"result\":\"accepted\"}");
      assertThat(other.body()).isEqualTo("{\"result\":\"quarantined\"}");
      assertThat(cases.quarantine().open("zendesk", 10)).isEqualTo(3);
      assertThat(
              new Senders(gateway.port()).send(new Senders(gateway.port()).to("/metrics")).body())
          .contains("result=\"full\",source=\"zendesk\",status=\"503\"");
    }
  }

  @Test
  void a_hostile_body_is_shown_cut_and_without_what_moves_a_terminal() {
    String hostile = "{\"a\":\"\u001b[2J\u202egotcha\"" + "x".repeat(5_000) + "\u001b]0;t\u0007";
    try (Gateway gateway = gateway(GatewaySettings.FORMS, 10)) {
      zendesk(gateway, hostile);
    }
    String entry = only().entryId();

    var text = shell().onTerminal().type("quarantine", "show", entry);
    var json = shell().type("quarantine", "show", entry, "--output", "json");

    assertThat(text.out())
        .contains("{\"a\":\"\ufffd[2J\ufffdgotcha\"xxx", "characters more")
        .doesNotContain("\u001b[2J", "\u202e", "\u0007")
        .hasSizeLessThan(4_000);
    assertThat(json.out().strip()).isPrintable().contains("\\u001B[2J");
  }

  @Test
  void many_that_break_the_same_are_shown_and_discarded_on_one_yes() throws Exception {
    try (Gateway gateway = gateway(GatewaySettings.FORMS, 10)) {
      zendesk(gateway, "{\"poison\":1}");
      zendesk(gateway, "{\"poison\":2}");
      stripe(gateway, "{\"poison\":true}");
    }

    Shell.Printed no = shell().answering("n").type(discardAll());
    assertThat(cases.quarantine().list(10)).hasSize(3);
    Shell.Printed printed = shell().answering("y").type(discardAll());

    assertThat(no.exitCode()).isEqualTo(1);
    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .containsPattern("ENTRY +SOURCE +OWNER +SINCE +CLAUSE")
        .contains(
            "Events    2",
            "Decision  discard, as omar: noise",
            "Decide all of this? [y/N]",
            "Discarded: 2 of 2.");
    assertThat(only().source()).isEqualTo("stripe");
    assertThat(Files.readAllLines(folder.resolve("audit.jsonl")))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("\"change\":\"discard\"", "omar"));
  }

  @Test
  void one_of_many_that_somebody_has_closed_meanwhile_is_passed_over_and_the_rest_goes_on() {
    try (Gateway gateway = gateway(GatewaySettings.FORMS, 10)) {
      zendesk(gateway, "{\"poison\":1}");
      zendesk(gateway, "{\"poison\":2}");
      zendesk(gateway, "{\"poison\":3}");
    }
    String first = cases.quarantine().list(10).get(0).entryId();
    Runnable somebody =
        () ->
            assertThat(
                    shell()
                        .type(
                            "quarantine",
                            "discard",
                            first,
                            "--reason",
                            "noise",
                            "--as",
                            "omar",
                            "--yes")
                        .exitCode())
                .isZero();

    Shell.Printed printed = shell().answering("y", somebody).type(discardAll());

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .contains("Events    3", "Discarded: 2 of 3.")
        .containsPattern("PASSED OVER +WHY")
        .containsPattern(first + " +\\w.* meanwhile")
        .doesNotContain("STAYS", "Not decided any more");
    assertThat(cases.quarantine().list(10)).isEmpty();
  }

  @Test
  void many_are_shown_and_meant_by_what_they_break_now() {
    try (Gateway wrong = gateway(NO_REFUNDS, 10)) {
      zendesk(wrong, RunningGateway.REFUND.replace("35436", "none"));
      zendesk(wrong, "{}");
    }
    String changed = cases.quarantine().list(10).get(0).entryId();
    var unused = corrected(shell(), release(changed, "--yes"));

    Shell.Printed all = shell().answering("n").type(releaseAll());
    Shell.Printed some = shell().answering("y").type(discardAll());

    assertThat(all.out())
        .containsPattern(changed + " +zendesk +support .* the ticket is not a ticket's number");
    assertThat(some.exitCode()).isZero();
    assertThat(some.out())
        .contains("Left out: " + changed + ", which breaks something else now: the ticket is not")
        .contains("Discarded: 1 of 1.");
    assertThat(only().entryId()).isEqualTo(changed);
  }

  @Test
  void the_first_of_many_that_stays_stops_it_and_the_others_are_named() {
    try (Gateway wrong = gateway(NO_REFUNDS, 10)) {
      zendesk(wrong, RunningGateway.REFUND.replace("35436", "none"));
      zendesk(wrong, RunningGateway.REFUND);
    }
    List<String> entries =
        cases.quarantine().list(10).stream().map(QuarantineSummary::entryId).toList();

    Shell.Printed stopped = corrected(shell(), releaseAll("--yes"));

    assertThat(stopped.exitCode()).isEqualTo(1);
    assertThat(stopped.out())
        .contains("Understood: 0 of 2.", "Not decided any more: " + entries.get(1))
        .containsPattern("STAYS +WHY")
        .containsPattern(entries.get(0) + " +the ticket is not a ticket's number");
    assertThat(cases.isOpen(CASE)).isFalse();

    Shell.Printed all = corrected(shell(), releaseAll("--yes", "--keep-going"));

    assertThat(all.exitCode()).isEqualTo(1);
    assertThat(all.out()).contains("Understood: 1 of 2.");
    assertThat(cases.isOpen(CASE)).isTrue();
    assertThat(only().entryId()).isEqualTo(entries.get(0));
  }

  @Test
  void one_entry_or_many_but_not_both_and_a_script_says_yes() {
    try (Gateway gateway = gateway(GatewaySettings.FORMS, 10)) {
      zendesk(gateway, "{}");
    }
    String entry = only().entryId();

    Shell.Printed none =
        shell().type("quarantine", "discard", "--reason", "noise", "--as", "omar", "--yes");
    Shell.Printed both = shell().type(release(entry, "--source", "zendesk", "--yes"));
    Shell.Printed script = shell().type(releaseAll());
    Shell.Printed other =
        shell()
            .type(
                "quarantine",
                "discard",
                "--clause",
                "kind",
                "--reason",
                "x",
                "--as",
                "omar",
                "--yes");

    assertThat(List.of(none.exitCode(), both.exitCode(), script.exitCode())).containsOnly(2);
    assertThat(none.err()).contains("Name one entry, or many");
    assertThat(other.out()).isEqualTo("No such event waits in quarantine.\n");
    assertThat(cases.quarantined(entry).status()).isEqualTo(QuarantineStatus.HELD);
  }

  private static String[] discardAll() {
    return new String[] {
      "quarantine",
      "discard",
      "--clause",
      "the kind is missing, unknown or not set up here",
      "--source",
      "zendesk",
      "--reason",
      "noise",
      "--as",
      "omar"
    };
  }

  private static String[] releaseAll(String... more) {
    return Stream.concat(
            Stream.of(
                "quarantine",
                "release",
                "--source",
                "zendesk",
                "--reason",
                "set up",
                "--as",
                "omar"),
            Arrays.stream(more))
        .toArray(String[]::new);
  }

  private static String[] release(String entry, String... more) {
    String[] words =
        new String[] {"quarantine", "release", entry, "--reason", "set up now", "--as", "omar"};
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  private Shell shell() {
    return new Shell("--address", temporal.address(), "--account", "acme");
  }

  private QuarantineSummary only() {
    List<QuarantineSummary> open = cases.quarantine().list(10);
    assertThat(open).hasSize(1);
    return open.get(0);
  }

  private HttpResponse<String> zendesk(Gateway gateway, String body) {
    Senders senders = new Senders(gateway.port());
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    sent++;
    return senders.send(
        senders.zendesk(Senders.ZENDESK_SECRET, now, "i-" + sent, body.getBytes(UTF_8)));
  }

  private HttpResponse<String> stripe(Gateway gateway, String body) {
    Senders senders = new Senders(gateway.port());
    return senders.send(senders.stripe(Senders.STRIPE_SECRET, Instant.now(), body));
  }

  private Gateway gateway(Map<CaseKind, Pattern> objects, int most) {
    return Gateway.start(
        settings(objects),
        new QuarantineSettings("support", Map.of(), Duration.ofDays(3), "the head", most),
        DeliveryLog.none(),
        inbox(),
        Clock.systemUTC());
  }

  /** Types while a gateway with all kinds waits for what it is to read again. */
  private Shell.Printed corrected(Shell shell, String... words) {
    ReplayWorker reading =
        new ReplayWorker(temporal.client(), settings(GatewaySettings.FORMS), inbox());
    try {
      return shell.type(words);
    } finally {
      reading.close();
    }
  }

  private CaseInbox inbox() {
    return new TemporalInbox(cases, temporal.stubs());
  }

  private static GatewaySettings settings(Map<CaseKind, Pattern> objects) {
    return new GatewaySettings(
        "127.0.0.1",
        0,
        false,
        objects,
        GatewaySettings.BODY_CAP,
        GatewaySettings.FRESHNESS,
        List.of(new WebhookSecret("now", Senders.ZENDESK_SECRET)),
        List.of(RunningGateway.STRIPE),
        RunningGateway.TERMS);
  }
}
