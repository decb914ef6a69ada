package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.refund.RefundAsk;
import io.caserail.worker.audit.AuditLine;
import io.caserail.worker.audit.AuditSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CaseCommandsTest {
  private static final AtomicInteger NEXT = new AtomicInteger();
  private static TemporalForTests temporal;

  private final String payment = "pi_3Qabc" + NEXT.incrementAndGet();
  private final String caseId = "refund-acme-" + payment;

  @BeforeAll
  static void start() {
    temporal = new TemporalForTests();
  }

  @AfterAll
  static void stop() {
    temporal.close();
  }

  @Test
  void starting_a_case_prints_the_verdict_and_where_to_look() {
    var printed = shell().type(start("not_received"));

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .startsWith("Accepted: it is looked up now\nCase " + caseId + ", request ")
        .contains("caserail case watch " + caseId);
  }

  @Test
  void a_refused_request_is_exit_code_1() {
    var printed = shell().type(start("not_entitled"));

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out()).startsWith("Refused: there is no such reason in the policy");
  }

  @Test
  void a_request_that_nobody_can_have_meant_is_exit_code_2_and_says_why() {
    var printed = shell().type(start("Not Received!"));

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err()).contains("reason is a code such as not_received");
    printed.assertNoTrace();
  }

  @Test
  void showing_a_case_says_where_it_is_why_since_when_and_what_may_be_done() {
    openCase();

    var printed = shell().type("case", "show", caseId);

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .contains(
            caseId + "  WAITING",
            "Request 1 of 1: refund 24.90 EUR of " + payment,
            "asked by   lena, ticket 35436",
            "waits at   pay#1: Stripe does not answer",
            "fault      upstream: Stripe",
            "owner      Caserail",
            "tried      by itself, about every 10 minutes; a retry asks at once, in turn if many"
                + " wait",
            ": late",
            "ask: asked for  (lena)",
            "macro Refund: I did it by hand",
            "caserail case decide "
                + caseId
                + " --block 'pay#1' --kind retry --as YOU --reason WHY");
  }

  @Test
  void what_is_printed_moves_no_cursor_and_paints_nothing() {
    openCase();

    var printed = shell().onTerminal().type("case", "show", caseId);

    assertThat(printed.out())
        .contains("Stripe does not answer\ufffd[2J\ufffd @|red gotcha|@")
        .contains("\u001b[33mWAITING\u001b[0m")
        .doesNotContain("\u001b[2J", "\u202e");
  }

  @Test
  void a_payment_names_the_case_of_its_refunds() {
    openCase();

    var printed = shell().type("case", "show", payment, "--output", "json");

    assertThat(json(printed.out()).at("/requests/0/block/id").textValue()).isEqualTo("pay#1");
    assertThat(printed.out().strip()).isPrintable();
  }

  @Test
  void the_list_shows_what_waits_for_whom_and_why() {
    openCase();

    var printed = shell().type("case", "list", "--late", "--ticket", "35436");

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .containsPattern("CASE +STATUS +OWNER +FAULT +TICKET +SINCE +DUE +LATE")
        .containsPattern(
            caseId
                + " +WAITING +Caserail +UPSTREAM Stripe +35436 +2[-0-9]+ [0-9:]+ +2[-0-9]+ .*late");
  }

  @Test
  void colours_are_for_terminals_only() {
    openCase();

    assertThat(shell().type("case", "list").out()).doesNotContain("\u001b");
    assertThat(shell().onTerminal().type("case", "list").out())
        .contains("\u001b[33mWAITING\u001b[0m");
  }

  @Test
  void the_list_as_json_is_one_line_for_programs() {
    openCase();

    var printed = shell().type("case", "list", "-o", "json");

    assertThat(printed.out().strip()).doesNotContain("\n");
    assertThat(json(printed.out()).findValuesAsText("caseId")).contains(caseId);
  }

  @Test
  void a_list_of_nothing_says_so() {
    var printed = shell().type("case", "list", "--ticket", "1");

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out()).isEqualTo("No such case is open.\n");
  }

  @Test
  void a_query_needs_a_server_that_can_search() {
    var printed = shell().type("case", "list", "--query", "CaseStatus='BLOCKED'");

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err()).contains("the in-memory server can't search");
  }

  @Test
  void a_decision_is_shown_first_and_taken_on_yes() {
    openCase();

    var printed = shell().answering("y").type(decide("retry"));

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .contains(
            "Request   refund 24.90 EUR of " + payment + ", asked by lena in ticket 35436",
            "Waits at  pay#1: Stripe does not answer",
            "Decision  retry, as omar: Stripe is back",
            "Decide this? [y/N]",
            "Accepted: it is sent now");
  }

  @Test
  void a_decision_is_not_taken_on_anything_but_yes() {
    openCase();

    var printed = shell().answering("").type(decide("retry"));

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err()).contains("Nothing was decided.");
    assertThat(shell().type("case", "show", caseId).out()).contains("WAITING");
  }

  @Test
  void a_script_has_to_say_yes_itself() {
    openCase();

    var printed = shell().type(decide("retry"));

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err()).contains("add --yes in a script");
  }

  @Test
  void a_refused_decision_is_exit_code_1() {
    openCase();

    var printed = shell().type(decide("by-hand", "--yes", "--reference", "re_1", "-o", "json"));

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(json(printed.out()).get("accepted").booleanValue()).isFalse();
    assertThat(json(printed.out()).get("reason").textValue()).isEqualTo("that takes finance");
  }

  @Test
  void an_outdated_block_is_not_decided() {
    openCase();

    var printed = shell().type(decide("retry", "--yes", "--block", "pay#0"));

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err()).contains("pay#0 is outdated; now waits: pay#1");
  }

  @Test
  void a_hand_over_answers_the_standing_block_and_names_the_new_owner() {
    openCase();

    var printed = shell().answering("y").type(decide("hand-over", "--to", "Night shift"));

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out()).contains("Decision  hand-over, as omar", "Accepted: case#1 to Night");
    assertThat(shell().type("case", "show", caseId).out())
        .contains(
            "At any time", "--block 'case#1' --kind hand-over --as YOU --reason WHY --to GROUP");
  }

  @Test
  void what_the_block_offers_is_not_listed_once_more() {
    openCase();

    String page = shell().type("case", "show", caseId).out();

    assertThat(page)
        .containsOnlyOnce("--kind withdraw")
        .contains("--block 'pay#1' --kind withdraw");
  }

  @Test
  void a_decision_without_a_speaker_is_refused_before_it_is_shown() {
    openCase();

    var printed =
        shell().type("case", "decide", caseId, "--kind", "by-hand", "--reason", "done", "--yes");

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.out()).isEmpty();
    assertThat(printed.err())
        .contains("Nothing says who decides.", "--config with an 'oidc' section to sign in");
  }

  @Test
  void the_nonce_is_shown_without_deciding_and_is_of_just_these_words() {
    openCase();

    var shown = shell().type(decide("withdraw", "--id", "d-1", "--show-nonce"));
    var again = shell().type(decide("withdraw", "--id", "d-1", "--show-nonce"));
    var otherId = shell().type(decide("withdraw", "--id", "d-2", "--show-nonce"));
    var otherKind = shell().type(decide("retry", "--id", "d-1", "--show-nonce"));

    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out()).matches("[0-9a-f]{64}\n");
    assertThat(again.out()).isEqualTo(shown.out());
    assertThat(List.of(otherId.out(), otherKind.out())).doesNotContain(shown.out());
    assertThat(shell().type("case", "show", caseId).out()).contains("WAITING");
  }

  @Test
  void a_token_file_that_holds_no_token_is_named(@TempDir Path folder) throws IOException {
    openCase();
    Path missing = folder.resolve("none.jwt");
    Path empty = Files.writeString(folder.resolve("empty.jwt"), " \n");

    for (Path file : List.of(missing, empty)) {
      var printed = shell().type(decide("by-hand", "--yes", "--token-file", file.toString()));

      assertThat(printed.exitCode()).isEqualTo(2);
      assertThat(printed.err()).contains(file.toString());
    }
  }

  @Test
  void what_is_said_and_what_comes_of_it_are_shown_before_anything_is_signed() {
    openCase();

    var printed =
        shell()
            .answering("n")
            .type(decide("hand-over", "--to", "Night \u001b[2Jshift", "--reference", "re_7"));

    assertThat(printed.out())
        .contains(
            "Decision  hand-over, as omar: Stripe is back, reference re_7, to Night \ufffd[2Jshift",
            "Answers   case#1, the case as such",
            "Then      its owner changes");
  }

  @Test
  void the_command_of_each_decision_can_be_given_as_it_is_printed() {
    openCase();

    String page = shell().type("case", "show", caseId).out();
    String retry =
        page.lines().filter(line -> line.contains("--kind retry")).findFirst().orElseThrow();
    String[] words =
        retry
            .strip()
            .replace("caserail ", "")
            .replace("'", "")
            .replace("YOU", "omar")
            .replace("WHY", "again")
            .split(" ", -1);
    // The options that follow are those of the shell, which are in the printed command already.
    var printed = new Shell().answering("y").type(words);

    assertThat(printed.out()).contains("Accepted: it is sent now");
  }

  @Test
  void a_time_that_is_none_is_refused_before_anything_is_said() {
    openCase();

    var printed = shell().type(decide("extend", "--yes", "--until", "tomorrow"));

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err())
        .contains("--until is a time such as 90m, 4h or 2026-11-23T18:00:00Z: tomorrow");
  }

  @Test
  void an_unknown_kind_names_the_known_ones() {
    var printed = shell().type(decide("maybe"));

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err())
        .contains(
            "approve, refuse, retry, checked-found, checked-none, by-hand, skip, compensate,"
                + " withdraw");
  }

  @Test
  void watching_follows_a_case_to_its_end() {
    openCase();
    shell().type(decide("retry", "--yes"));

    var printed = shell().type("case", "watch", caseId, "--interval", "0.1");

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out()).contains("pay: succeeded  re_3Qabc", "case is COMPLETED");
  }

  @Test
  void watching_ends_at_its_deadline() {
    openCase();

    var printed = shell().type("case", "watch", caseId, "--interval", "0.1", "--deadline", "1");

    assertThat(printed.exitCode()).isEqualTo(3);
    assertThat(printed.out()).containsOnlyOnce("waits at pay#1");
    assertThat(printed.err()).contains("has not ended within 1 seconds");
  }

  @Test
  void evidence_names_people_operation_and_reference_and_the_sinks_lines(@TempDir Path folder)
      throws IOException {
    openCase();
    shell().type(decide("retry", "--yes"));
    Path sink =
        Files.writeString(
            folder.resolve("audit.jsonl"),
            """
            {"event":"send","operationId":"%s/0123456789abcdef/pay","by":"\\u001b[31mx"}
            {"event":"send","operationId":"pi_other/fedcba9876543210/pay"}
            not json, but %s
            """
                .formatted(payment, payment));

    var printed = shell().type("case", "evidence", caseId, "--audit-log", sink.toString());

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .contains(
            "asked by   lena, ticket 35436",
            "operation  " + payment + "/0123456789abcdef/pay",
            "reference  re_3Qabc",
            ": 1 lines about it, of 3. The chain holds, up to ",
            "\"operationId\":\"" + payment)
        .containsPattern("decision +retry: Stripe is back +omar")
        .doesNotContain("pi_other", "not json");
  }

  @Test
  void evidence_says_that_the_record_was_tampered_with(@TempDir Path folder) throws IOException {
    openCase();
    Path file = record(folder, payment);
    Files.writeString(file, Files.readString(file).replace("\"8\"", "\"9\""));

    var printed = shell().type("case", "evidence", caseId, "--audit-log", file.toString());

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out())
        .contains(
            "THE CHAIN IS BROKEN", "audit.jsonl, line 2: the line before it was changed, added");
  }

  @Test
  void evidence_still_names_the_approver_when_temporal_has_forgotten_the_case(@TempDir Path folder)
      throws IOException {
    Path file = record(folder, "pi_forgotten");

    for (String given : List.of("pi_forgotten", "refund-acme-pi_forgotten")) {
      var printed = shell().type("case", "evidence", given, "--audit-log", file.toString());

      assertThat(printed.exitCode()).isZero();
      assertThat(printed.out())
          .contains(
              "Temporal does not know it any more",
              ": 2 lines about it, of 2. The chain holds, up to ",
              "\"commands\":[\"audit-5\",\"audit-6\"],\"actors\":[\"7\",\"8\"]");
    }
  }

  /** The record of a refund that 7 asked for and 8 approved. */
  private static Path record(Path folder, String payment) {
    Path file = folder.resolve("audit.jsonl");
    try (AuditSink sink = new AuditSink(file)) {
      for (String event : List.of("send", "sent")) {
        sink.append(
            AuditLine.of(event, Instant.parse("2026-11-23T14:00:00Z"))
                .operation(payment + "/0123456789abcdef/pay")
                .generation(1)
                .ticket("42")
                .amount("24.90 EUR")
                .commands(List.of("audit-5", "audit-6"))
                .actors(List.of("7", "8"))
                .policy("hash")
                .build());
      }
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"show", "watch", "evidence"})
  void a_case_that_is_not_there_is_exit_code_1(String command) {
    var printed = shell().type("case", command, "refund-acme-pi_nowhere");

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err())
        .contains("there is no open case refund-acme-pi_nowhere", "caserail case list");
    printed.assertNoTrace();
  }

  private void openCase() {
    try (var cases = temporal.cases()) {
      var verdict =
          cases.request(
              new ObjectId(payment),
              new RefundAsk("r-1", new TicketId("35436"), "24.90", "not_received", "lena", ""));
      assertThat(verdict.accepted()).isTrue();
    }
  }

  private String[] start(String reason) {
    return new String[] {
      "case",
      "start",
      "--ticket",
      "35436",
      "--payment",
      payment,
      "--amount",
      "24.90",
      "--reason",
      reason,
      "--as",
      "lena"
    };
  }

  private String[] decide(String kind, String... more) {
    String[] words = {
      "case", "decide", caseId, "--kind", kind, "--as", "omar", "--reason", "Stripe is back"
    };
    return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
  }

  private static Shell shell() {
    return new Shell("--address", temporal.address(), "--account", "acme");
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
