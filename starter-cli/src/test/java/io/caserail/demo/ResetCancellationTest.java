package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.sandbox.company.CompanyOrder;
import io.caserail.sandbox.easypost.RefundStatus;
import io.caserail.worker.config.Trust;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cancellation that is reset in Temporal does nothing twice, and its ticket ends as done. */
@Tag("real-server")
final class ResetCancellationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final RealStage REAL = new RealStage(Trust.LOCAL);

  private final Stage stage = REAL.stage();
  private final NamespaceWriter writer = new NamespaceWriter(stage.client());

  @Test
  void a_finished_one_has_no_second_effect() {
    Purchase bought = Purchase.by("mia@example.com", "ord_7201", stage);
    long ticket = asked("mia@example.com", bought);
    untilDone(ticket, bought);
    writer.awaitClosed(caseId(bought), "");

    String run = writer.resetToFirstTask(caseId(bought));

    writer.awaitClosed(caseId(bought), run);
    untilDone(ticket, bought);
    requireAllOnce(bought);
  }

  @Test
  void one_whose_label_is_open_goes_on_from_its_last_task() {
    Purchase bought = Purchase.by("ivo@example.com", "ord_7202", stage);
    long ticket = asked("ivo@example.com", bought);
    untilLabelIsAsked(bought);

    String run = writer.resetToLastTask(caseId(bought));

    untilDone(ticket, bought);
    writer.awaitClosed(caseId(bought), run);
    requireAllOnce(bought);
  }

  @Test
  void one_whose_label_is_open_begins_again_and_does_nothing_twice() {
    Purchase bought = Purchase.by("zoe@example.com", "ord_7203", stage);
    long ticket = asked("zoe@example.com", bought);
    untilLabelIsAsked(bought);

    String run = writer.resetToFirstTask(caseId(bought));

    writer.awaitClosed(caseId(bought), run);
    stage.macro("Lena", ticket, "Cancellation: cancel");
    untilDone(ticket, bought);
    requireAllOnce(bought);
  }

  private long asked(String customer, Purchase bought) {
    long ticket = stage.write(customer);
    stage.cancel("Lena", ticket, bought.order(), "now");
    return ticket;
  }

  private String caseId(Purchase bought) {
    return stage.cases().caseId(CaseKind.CANCELLATION, new ObjectId(bought.order()));
  }

  private @Nullable RefundStatus label(Purchase bought) {
    return stage.sandbox().easypost().shipment(bought.parcel()).refundStatus();
  }

  private void untilLabelIsAsked(Purchase bought) {
    Deadline.within(
        PATIENCE,
        () -> label(bought) == RefundStatus.SUBMITTED,
        () -> "nobody asked the carrier about " + bought.parcel());
  }

  private void untilDone(long ticket, Purchase bought) {
    Deadline.within(
        PATIENCE,
        () -> {
          if (label(bought) == RefundStatus.SUBMITTED) {
            var unused = stage.sandbox().easypost().grant(bought.parcel());
          }
          // Billing may have ended before: then people are asked about the rest.
          if (stage.state(ticket).equals("needs_approval")) {
            stage.macro("Ana", ticket, "Cancellation: approve");
          }
          return stage.state(ticket).equals("done");
        },
        () -> "ticket " + ticket + " shows " + stage.ticket(ticket));
  }

  private void requireAllOnce(Purchase bought) {
    assertThat(stage.sandbox().company().order(bought.order()).stage())
        .isEqualTo(CompanyOrder.Stage.CANCELLED);
    assertThat(stage.sandbox().books().about(bought.order()))
        .filteredOn(entry -> entry.kind().equals("order.cancelled"))
        .hasSize(1);
    assertThat(stage.sandbox().scim().user(bought.access()).active()).isFalse();
    assertThat(stage.moved(bought.payments())).isEqualTo(Purchase.WHOLE);
    assertThat(new Guarantees(stage).doubles()).isEmpty();
  }
}
