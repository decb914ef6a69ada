package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.NoSuchCase;
import io.caserail.client.TemporalUnavailable;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.ObjectId;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import io.caserail.sandbox.temporal.TemporalServer;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tickets ask for three kinds of cases, and several of them on one ticket keep apart. */
final class KindsOfCasesTest {
  private static final String MIA = "mia@example.com";
  private static final AtomicInteger NEXT = new AtomicInteger(1000);

  @TempDir Path folder;
  private final String order = "ord_" + NEXT.incrementAndGet();
  private Stage stage;

  @BeforeEach
  void open() {
    stage = Stage.open(folder, TemporalServer.inMemory(SearchKeys.types()));
    stage.sandbox().company().add(stage.sandbox().company().order(order, MIA));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void a_macro_for_a_cancellation_starts_its_case_by_webhook() {
    long ticket = stage.write(MIA);

    stage.cancel("Lena", ticket, order, "now");

    RequestView request = served(CaseKind.CANCELLATION, order);
    assertThat(request.ticket()).isEqualTo(Long.toString(ticket));
    assertThat(request.what()).isEqualTo("cancel order " + order);
    assertThat(request.requester()).isEqualTo("Lena");
    assertThat(request.record().get(0).what()).isEqualTo("asked for: changed mind");
    untilHinted("cancellation-acme-" + order, "webhook");
    assertThat(commandsRead("cancellation-acme-" + order))
        .contains("\"kind\":\"SEND\"", "\"object\":\"" + order + "\"", "\"option\":\"now\"");
    untilEmptied(ticket);
  }

  @Test
  void a_macro_for_a_cancellation_is_found_by_the_sweep_when_the_gateway_is_away() {
    stage.closeGateway();
    long ticket = stage.write(MIA);

    stage.cancel("Lena", ticket, order, "term_end");

    served(CaseKind.CANCELLATION, order);
    untilHinted("cancellation-acme-" + order, "sweep");
    untilEmptied(ticket);
  }

  @Test
  void a_macro_for_a_verification_starts_its_case() {
    long ticket = stage.write(MIA);

    stage.verify("Lena", ticket, "acct_7", "account_recovery");

    RequestView request = served(CaseKind.VERIFICATION, "acct_7");
    assertThat(request.what()).isEqualTo("verify acct_7");
    assertThat(request.record().get(0).what()).isEqualTo("asked for: account recovery");
    untilEmptied(ticket);
  }

  @Test
  void a_command_without_an_object_is_answered_by_a_case_of_its_kind() {
    long ticket = stage.write(MIA);

    stage.macro("Lena", ticket, "Cancellation: cancel");

    stage.untilNote(
        ticket,
        "Request by Lena not counted: Cancellation object does not hold an order's or a"
            + " subscription's number.");
    untilHinted("cancellation-acme-ticket-" + ticket, "sweep");
    untilEmptied(ticket);
  }

  @Test
  void a_refund_and_a_cancellation_on_one_ticket_keep_apart_and_show_the_worst() {
    String payment = stage.payment("180.00", MIA);
    long ticket = stage.ask("Lena", MIA, payment, "");
    stage.untilState(ticket, "needs_approval");

    stage.cancel("Lena", ticket, order, "now");

    served(CaseKind.CANCELLATION, order);
    untilEmptied(ticket);
    assertThat(stage.state(ticket)).isEqualTo("needs_approval");
    // A word about the one is none about the other.
    stage.macro("Ben", ticket, "Cancellation: approve");
    stage.untilNote(ticket, "Approval by Ben not counted");
    assertThat(request(CaseKind.REFUND, payment).status()).isEqualTo(CaseStatus.NEEDS_APPROVAL);
    stage.macro("Lena", ticket, "Cancellation: withdraw");
    untilEnded(CaseKind.CANCELLATION, order);
    assertThat(request(CaseKind.REFUND, payment).status()).isEqualTo(CaseStatus.NEEDS_APPROVAL);
    assertThat(stage.state(ticket)).isEqualTo("needs_approval");

    stage.macro("Ben", ticket, "Refund: approve");

    stage.untilState(ticket, "done");
    stage.requireMoved(payment, "180.00");
    assertThat(stage.ticket(ticket).field("Caserail action")).isEmpty();
  }

  @Test
  void a_refund_that_ends_leaves_the_state_of_the_cancellation_that_is_open() {
    long ticket = stage.write(MIA);
    stage.cancel("Lena", ticket, order, "now");
    String shown = untilItWaits(ticket);
    String payment = stage.payment("24.90", MIA);

    stage.fill("Lena", ticket, payment, "");

    stage.untilNote(ticket, "Refund sent: 24.90 EUR");
    stage.untilClosed(payment);
    assertThat(stage.state(ticket)).isEqualTo(shown);
    stage.macro("Lena", ticket, "Cancellation: withdraw");
    stage.untilState(ticket, "withdrawn");
  }

  @Test
  void two_macros_in_one_breath_reach_both_cases_without_a_webhook() {
    stage.closeGateway();
    String payment = stage.payment("24.90", MIA);
    long ticket = stage.write(MIA);

    stage.fill("Lena", ticket, payment, "");
    stage.cancel("Lena", ticket, order, "now");

    // The field holds the later command alone: its case passes the earlier one on.
    served(CaseKind.CANCELLATION, order);
    stage.untilNote(ticket, "Refund sent: 24.90 EUR");
    stage.requireMoved(payment, "24.90");
  }

  private RequestView served(CaseKind kind, String object) {
    Deadline.within(
        Duration.ofSeconds(40),
        () -> find(kind, object) != null,
        () -> "no " + kind + " of " + object + " is served");
    return request(kind, object);
  }

  private RequestView request(CaseKind kind, String object) {
    return Objects.requireNonNull(find(kind, object));
  }

  private @Nullable RequestView find(CaseKind kind, String object) {
    try {
      CaseView view = stage.cases().view(stage.cases().caseId(kind, new ObjectId(object)));
      return view.requests().stream().findFirst().orElse(null);
    } catch (NoSuchCase | TemporalUnavailable e) {
      return null;
    }
  }

  /** What the ticket shows of it then, whatever it waits for. */
  private String untilItWaits(long ticket) {
    Deadline.within(
        Duration.ofSeconds(40),
        () -> !List.of("", "working").contains(stage.state(ticket)),
        () -> "the cancellation should wait, and the ticket shows " + stage.state(ticket));
    assertThat(request(CaseKind.CANCELLATION, order).status().isEnding()).isFalse();
    return stage.state(ticket);
  }

  private void untilEnded(CaseKind kind, String object) {
    Deadline.within(
        Duration.ofSeconds(40),
        () -> request(kind, object).status().isEnding(),
        () -> kind + " of " + object + " is " + request(kind, object).status());
  }

  /** Emptied by us: the receipt. */
  private void untilEmptied(long ticket) {
    Deadline.within(
        Duration.ofSeconds(40),
        () -> stage.ticket(ticket).field("Caserail action").isEmpty(),
        () -> "the command is still in the field: " + stage.ticket(ticket));
  }

  /** Webhook and sweep may both hint at a ticket, in either order. */
  private void untilHinted(String caseId, String source) {
    Deadline.within(
        Duration.ofSeconds(40),
        () -> hints(caseId).stream().anyMatch(hint -> hint.contains(source)),
        () -> "no " + source + " among the hints " + hints(caseId));
  }

  private List<String> hints(String caseId) {
    return history(caseId).stream()
        .filter(e -> e.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
        .map(e -> e.getWorkflowExecutionSignaledEventAttributes().getInput())
        .map(input -> input.getPayloads(0).getData().toStringUtf8())
        .toList();
  }

  /** What the case was told about the ticket, as it stands in its history. */
  private String commandsRead(String caseId) {
    return history(caseId).stream()
        .filter(e -> e.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED)
        .map(e -> e.getActivityTaskCompletedEventAttributes().getResult())
        .map(result -> result.getPayloads(0).getData().toStringUtf8())
        .filter(read -> read.contains("\"commands\""))
        .findFirst()
        .orElseThrow();
  }

  private List<HistoryEvent> history(String caseId) {
    return stage.client().fetchHistory(caseId).getEvents();
  }
}
