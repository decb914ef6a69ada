package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caserail.model.CaseStatus;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.refund.RefundAsk;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One retry for many cases. */
final class ManyRetriesTest {
  private static final AtomicInteger NEXT = new AtomicInteger(700);
  private static TemporalForTests temporal;

  private final String ticket = Integer.toString(NEXT.incrementAndGet());

  @BeforeAll
  static void start() {
    temporal = new TemporalForTests();
  }

  @AfterAll
  static void stop() {
    temporal.close();
  }

  @Test
  void all_that_waits_is_shown_with_its_money_and_asked_to_try_again_on_yes() {
    String first = open("pi_a", "24.90", "damaged");
    String second = open("pi_b", "10.00", "damaged");
    String unknown = open("pi_c", "", "damaged");
    String people = open("pi_d", "180.00", "goodwill");

    var printed = shell().answering("y").type(retryAll());

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .containsPattern("CASE +WAITS AT +REQUEST +CAUSE")
        .containsPattern(first + " +pay#1 +refund 24.90 EUR of pi_a.* +Stripe does not answer")
        .contains(
            "Waits     3, about 34.90 EUR, 1 without a known amount",
            "Decision  retry, as cli: Stripe is back",
            "Then      the step is tried again at once, in turn if many wait; 6000 a minute",
            "Decide all of this? [y/N]",
            "Accepted: 3 of 3.")
        .doesNotContain(people);
    assertThat(status(first)).isEqualTo(CaseStatus.COMPLETED);
    assertThat(status(second)).isEqualTo(CaseStatus.COMPLETED);
    assertThat(status(unknown)).isEqualTo(CaseStatus.COMPLETED);
    assertThat(status(people)).isEqualTo(CaseStatus.NEEDS_APPROVAL);
  }

  @Test
  void nothing_is_said_on_anything_but_yes_nor_in_a_script_without_it() {
    String waiting = open("pi_a", "24.90", "damaged");

    var refused = shell().answering("n").type(retryAll());
    var script = shell().type(retryAll());
    var program = shell().type(retryAll("-o", "json"));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("Nothing was decided.");
    assertThat(script.exitCode()).isEqualTo(2);
    assertThat(script.err()).contains("add --yes");
    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.out()).isEmpty();
    assertThat(status(waiting)).isEqualTo(CaseStatus.WAITING);
  }

  @Test
  void the_first_that_is_refused_stops_it_and_the_others_are_named() throws IOException {
    open("pi_a", "24.90", "damaged");
    open("pi_stubborn", "24.90", "damaged");
    open("pi_b", "24.90", "damaged");

    JsonNode said = json(shell().type(retryAll("--yes", "-o", "json")).out());

    int asked = said.get("said").size();
    JsonNode last = said.get("said").get(asked - 1);
    assertThat(last.get("caseId").textValue()).contains("pi_stubborn");
    assertThat(last.get("accepted").booleanValue()).isFalse();
    assertThat(said.get("notSaid")).hasSize(3 - asked);
    said.get("notSaid")
        .forEach(one -> assertThat(status(one.textValue())).isEqualTo(CaseStatus.WAITING));
  }

  @Test
  void keep_going_asks_all_and_lists_what_failed() {
    String first = open("pi_a", "24.90", "damaged");
    String stubborn = open("pi_stubborn", "24.90", "damaged");
    String second = open("pi_b", "24.90", "damaged");

    var printed = shell().type(retryAll("--yes", "--keep-going"));

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out())
        .contains("Accepted: 2 of 3.")
        .containsPattern("NOT ACCEPTED +WAITS AT +WHY")
        .containsPattern(stubborn + " +pay#1 +somebody else has just decided")
        .doesNotContain("Not asked any more");
    assertThat(status(first)).isEqualTo(CaseStatus.COMPLETED);
    assertThat(status(second)).isEqualTo(CaseStatus.COMPLETED);
  }

  @Test
  void one_that_can_not_be_read_stops_it_before_anything_is_said_or_is_named_at_the_end() {
    String waiting = open("pi_a", "24.90", "damaged");
    String broken = open("pi_broken", "24.90", "damaged");

    var stopped = shell().type(retryAll("--yes"));

    assertThat(stopped.exitCode()).isEqualTo(3);
    assertThat(status(waiting)).isEqualTo(CaseStatus.WAITING);

    var printed = shell().type(retryAll("--yes", "--keep-going"));

    assertThat(printed.exitCode()).isEqualTo(3);
    assertThat(printed.out())
        .contains("Unread    " + broken + ": ", "Accepted: 1 of 2.")
        .containsPattern("(?m)^" + broken + " ");
    assertThat(status(waiting)).isEqualTo(CaseStatus.COMPLETED);
  }

  @Test
  void where_nothing_can_be_tried_again_it_says_so() {
    open("pi_d", "180.00", "goodwill");

    var printed = shell().type(retryAll("--yes"));

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .isEqualTo("No such case waits for something that can be tried again.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"approve", "compensate", "by-hand", "checked-none", "hand-over"})
  void nothing_else_is_said_of_many_at_once(String kind) {
    var printed =
        shell().type("case", "decide", "--all", "--kind", kind, "--reason", "all", "--yes");

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err()).contains("--all can only ask to retry", "case by case");
  }

  @Test
  void one_case_or_all_of_the_filters_but_not_both() {
    String[] retry = {"case", "decide", "--kind", "retry", "--reason", "again", "--yes"};

    assertMisused(shell().type(retry), "Name one case, or say --all");
    assertMisused(shell().type(with(retry, "pi_1", "--all")), "Name one case, or say --all");
    assertMisused(shell().type(with(retry, "pi_1", "--late")), "belong to --all");
    assertMisused(shell().type(with(retry, "--all", "--id", "d-1")), "--all can only");
    assertMisused(shell().type(with(retry, "--all", "--per-minute", "0")), "--per-minute");
  }

  private static void assertMisused(Shell.Printed printed, String why) {
    assertThat(printed.err()).contains(why);
    assertThat(printed.exitCode()).isEqualTo(2);
  }

  private String open(String object, String amount, String reason) {
    ObjectId payment = new ObjectId(object + ticket);
    try (var cases = temporal.cases()) {
      var ask = new RefundAsk("r-1", new TicketId(ticket), amount, reason, "lena", "");
      assertThat(cases.request(payment, ask).accepted()).isTrue();
      return cases.refundId(payment);
    }
  }

  private static CaseStatus status(String caseId) {
    try (var cases = temporal.cases()) {
      return cases.view(caseId).status();
    }
  }

  private String[] retryAll(String... more) {
    String[] words = {
      "case",
      "decide",
      "--all",
      "--ticket",
      ticket,
      "--kind",
      "retry",
      "--reason",
      "Stripe is back",
      "--per-minute",
      "6000"
    };
    return with(words, more);
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
  }

  private static Shell shell() {
    return new Shell("--address", temporal.address(), "--account", "acme");
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
