package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.NoSuchCase;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.sandbox.company.CompanyOrder;
import io.caserail.sandbox.easypost.RefundStatus;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.temporal.TemporalServer;
import io.temporal.client.WorkflowQueryException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cancellation that was terminated in Temporal, asked for once more as the watchdog's note and
 * the manual say: what it left is done, what it did is not done again.
 */
final class TerminatedCancellationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final String ORDER = "ord_7101";
  private static final String MIA = "mia@example.com";

  @TempDir Path folder;
  private Stage stage;

  @BeforeEach
  void open() {
    stage = Stage.toBreak(folder, TemporalServer.inMemory(SearchKeys.types()));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void in_its_window_everything_is_done_once() {
    Purchase bought = Purchase.by(MIA, ORDER, stage);
    long ticket = asked(bought);
    untilAt(bought.order(), "undo-window");
    terminate(bought.order());

    stage.macro("Lena", ticket, "Cancellation: cancel");

    untilDone(ticket, bought);
    requireAllOnce(bought);
  }

  @Test
  void after_billing_has_ended_the_rest_is_done() {
    Purchase bought = Purchase.by(MIA, ORDER, stage);
    var away = stage.sandbox().faults().add(Fault.on("scim").always().status(503));
    long ticket = asked(bought);
    untilAt(bought.order(), "revoke-access");
    terminate(bought.order());
    stage.sandbox().faults().remove(away);
    assertThat(hasAccess(bought)).isTrue();

    stage.macro("Lena", ticket, "Cancellation: cancel");
    agree(ticket);

    untilDone(ticket, bought);
    requireAllOnce(bought);
    assertThat(stage.ticket(ticket).internalNotes().toString())
        .contains(
            "the order is closed, its label is void, billing has ended, access is taken away");
  }

  @Test
  void after_a_refund_was_asked_for_no_money_goes_twice() {
    Purchase bought = Purchase.by(MIA, ORDER, stage);
    var away =
        stage
            .sandbox()
            .faults()
            .add(Fault.on("stripe").endpoint("POST /v1/refunds").always().status(429));
    long ticket = asked(bought);
    untilRefundIsAsked(bought);
    terminate(bought.order());

    stage.macro("Lena", ticket, "Cancellation: cancel");
    agree(ticket);

    untilAt(bought.order(), "refund");
    stage.sandbox().faults().remove(away);
    untilDone(ticket, bought);
    requireAllOnce(bought);
  }

  @Test
  void what_was_refunded_before_counts_as_paid_back() {
    Purchase bought = Purchase.by(MIA, ORDER, stage);
    var away =
        stage
            .sandbox()
            .faults()
            .add(Fault.on("stripe").endpoint("POST /v1/refunds").always().status(429));
    long ticket = asked(bought);
    untilRefundIsAsked(bought);
    terminate(bought.order());
    stage.sandbox().faults().remove(away);
    stage.untilClosed(bought.payment());

    stage.macro("Lena", ticket, "Cancellation: cancel");
    agree(ticket);

    untilDone(ticket, bought);
    requireAllOnce(bought);
    assertThat(stage.ticket(ticket).internalNotes().toString())
        .contains("Refunded: 24.90 EUR of payment " + bought.payment());
  }

  @Test
  void what_an_approver_has_left_out_is_not_done_on_a_requesters_word() {
    Purchase bought = Purchase.by(MIA, ORDER, stage);
    var away = stage.sandbox().faults().add(Fault.on("scim").always().status(503));
    long ticket = asked(bought);
    untilAt(bought.order(), "revoke-access");
    stage.macro("Ana", ticket, "Cancellation: skip");
    untilDone(ticket, bought);
    untilClosed(bought.order());
    stage.sandbox().faults().remove(away);

    stage.macro("Lena", ticket, "Cancellation: cancel");

    stage.untilState(ticket, "needs_approval");
    stage.untilNote(ticket, "it is cancelled already, and this is left: access is not taken away");
    assertThat(hasAccess(bought)).isTrue();
    stage.macro("Ana", ticket, "Cancellation: refuse");
    stage.untilState(ticket, "refused");
    assertThat(hasAccess(bought)).isTrue();
  }

  @Test
  void once_nothing_is_left_it_is_over() {
    Purchase bought = Purchase.by(MIA, ORDER, stage);
    long ticket = asked(bought);
    untilDone(ticket, bought);
    untilClosed(bought.order());

    stage.macro("Lena", ticket, "Cancellation: cancel");

    stage.untilNote(ticket, "Cancellation not made: order " + ORDER + ": it is cancelled already.");
    requireAllOnce(bought);
  }

  @Test
  void what_somebody_has_cancelled_elsewhere_in_part_is_asked_about() {
    Purchase bought = Purchase.by(MIA, ORDER, stage);
    stage
        .sandbox()
        .company()
        .add(
            stage
                .sandbox()
                .company()
                .order(bought.order())
                .subscription("")
                .stage(CompanyOrder.Stage.CANCELLED));
    long ticket = asked(bought);
    stage.untilState(ticket, "needs_approval");
    stage.untilNote(
        ticket,
        "it is cancelled already, and this is left: the label is not void,"
            + " access is not taken away, 24.90 EUR of payment "
            + bought.payment()
            + " is not refunded");

    stage.macro("Ana", ticket, "Cancellation: approve");

    untilDone(ticket, bought);
    assertThat(hasAccess(bought)).isFalse();
    stage.requireMoved(bought.payment(), "24.90");
    assertThat(count(bought.order(), "order.cancelled")).isZero();
  }

  @Test
  void whoever_changes_their_mind_then_gets_everything_back() {
    Purchase bought = Purchase.by(MIA, ORDER, stage);
    long ticket = asked(bought);
    untilAt(bought.order(), "undo-window");
    terminate(bought.order());
    stage.macro("Lena", ticket, "Cancellation: cancel");
    untilAt(bought.order(), "undo-window");

    stage.macro("Lena", ticket, "Cancellation: withdraw");

    stage.untilState(ticket, "withdrawn");
    untilClosed(bought.order());
    assertThat(order(bought)).isEqualTo(CompanyOrder.Stage.OPEN);
    assertThat(stage.sandbox().stripe().subscriptionOf(bought.subscription()).ending().at())
        .isNull();
    assertThat(count(bought.order(), "order.cancelled")).isEqualTo(1);
    assertThat(count(bought.order(), "order.reopened")).isEqualTo(1);
    stage.untilNote(ticket, "Customer: has everything as it was before.");
  }

  private void requireAllOnce(Purchase bought) {
    assertThat(order(bought)).isEqualTo(CompanyOrder.Stage.CANCELLED);
    assertThat(count(bought.order(), "order.cancelled")).isEqualTo(1);
    assertThat(stage.sandbox().stripe().subscriptionOf(bought.subscription()).status().over())
        .isTrue();
    assertThat(hasAccess(bought)).isFalse();
    assertThat(stage.moved(bought.payments())).isEqualTo(Purchase.WHOLE);
    assertThat(new Guarantees(stage).doubles()).isEmpty();
  }

  private boolean hasAccess(Purchase bought) {
    return stage.sandbox().scim().user(bought.access()).active();
  }

  private CompanyOrder.Stage order(Purchase bought) {
    return stage.sandbox().company().order(bought.order()).stage();
  }

  private int count(String object, String kind) {
    return (int)
        stage.sandbox().books().about(object).stream().filter(e -> e.kind().equals(kind)).count();
  }

  private long asked(Purchase bought) {
    long ticket = stage.write(MIA);
    stage.cancel("Lena", ticket, bought.order(), "now");
    return ticket;
  }

  private String caseId(String order) {
    return stage.cases().caseId(CaseKind.CANCELLATION, new ObjectId(order));
  }

  /** Whether the rest was left on purpose only a person can tell. */
  private void agree(long ticket) {
    stage.untilState(ticket, "needs_approval");
    stage.macro("Ana", ticket, "Cancellation: approve");
  }

  private void terminate(String order) {
    stage.client().newUntypedWorkflowStub(caseId(order)).terminate("by a trial");
  }

  private void untilAt(String order, String step) {
    Deadline.within(PATIENCE, () -> isAt(order, step), () -> caseId(order) + " is not at " + step);
  }

  private boolean isAt(String order, String step) {
    try {
      return stage.cases().view(caseId(order)).requests().stream()
          .anyMatch(r -> r.block() != null && r.block().step().equals(step));
    } catch (NoSuchCase | WorkflowQueryException e) {
      // Who is terminated answers nothing, and the next run has not begun.
      return false;
    }
  }

  private void untilRefundIsAsked(Purchase bought) {
    Deadline.within(
        PATIENCE,
        () -> {
          grant(bought);
          return isAt(bought.order(), "refund");
        },
        () -> "no refund is asked for " + bought.order());
  }

  private void untilDone(long ticket, Purchase bought) {
    Deadline.within(
        PATIENCE,
        () -> {
          grant(bought);
          return stage.state(ticket).equals("done") && !isOpen(bought.order());
        },
        () -> "ticket " + ticket + " shows " + stage.ticket(ticket));
  }

  /** The carrier's word on the label, once it is asked for. */
  private void grant(Purchase bought) {
    if (stage.sandbox().easypost().shipment(bought.parcel()).refundStatus()
        == RefundStatus.SUBMITTED) {
      var unused = stage.sandbox().easypost().grant(bought.parcel());
    }
  }

  private boolean isOpen(String order) {
    return stage.directory().list("", 1_000).stream()
        .anyMatch(c -> c.caseId().equals(caseId(order)));
  }

  private void untilClosed(String order) {
    Deadline.within(PATIENCE, () -> !isOpen(order), () -> caseId(order) + " is still open");
  }
}
