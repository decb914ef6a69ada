package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.ObjectId;
import io.caserail.sandbox.fault.Fault;
import io.caserail.worker.config.Trust;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A case that is reset to its first workflow task, a day later: every idempotency key has been
 * pruned and every token has run out. Only the vendors' clock moves; the worker's agrees with the
 * workflow's, as it would after a real day.
 */
@Tag("real-server")
final class ResetCaseTest {
  private static final String MIA = "mia@example.com";
  private static final Duration A_DAY = Duration.ofHours(25);

  @RegisterExtension static final RealStage REAL = new RealStage(Trust.LOCAL);

  private final Stage stage = REAL.stage();
  private final NamespaceWriter writer = new NamespaceWriter(stage.client());

  @Test
  void a_finished_case_has_no_second_effect() {
    String payment = stage.payment("60.00", MIA);
    long ticket = stage.ask("Lena", MIA, payment, "10");
    stage.untilState(ticket, "done");
    writer.awaitClosed(caseId(payment), "");
    stage.sandbox().clock().advance(A_DAY);
    int effects = stage.sandbox().books().entries().size();

    String run = writer.resetToFirstTask(caseId(payment));

    writer.awaitClosed(caseId(payment), run);
    assertThat(stage.sandbox().books().entries()).hasSize(effects);
    assertThat(stage.moved(payment)).isEqualTo("10.00");
  }

  @Test
  void an_approved_and_finished_case_has_no_second_effect() {
    String payment = stage.payment("180.00", "ivo@example.com");
    long ticket = stage.ask("Lena", "ivo@example.com", payment, "80");
    stage.untilState(ticket, "needs_approval");
    stage.macro("Ben", ticket, "Refund: approve");
    stage.untilState(ticket, "done");
    writer.awaitClosed(caseId(payment), "");
    stage.sandbox().clock().advance(A_DAY);
    int effects = stage.sandbox().books().entries().size();

    String run = writer.resetToFirstTask(caseId(payment));

    writer.awaitClosed(caseId(payment), run);
    assertThat(stage.sandbox().books().entries()).hasSize(effects);
    assertThat(stage.moved(payment)).isEqualTo("80.00");
  }

  @Test
  void a_case_whose_ticket_holds_no_trace_finds_its_refund_and_does_not_send_again() {
    String payment = stage.payment("60.00", "zoe@example.com");
    Sends sends = Sends.from(stage);
    var down =
        stage
            .sandbox()
            .faults()
            .add(Fault.on("zendesk").endpoint("PUT /api/v2/tickets/*").always().status(503));
    long ticket = stage.ask("Omar", "zoe@example.com", payment, "10");
    Deadline.within(
        Duration.ofSeconds(20),
        () -> stage.moved(payment).equals("10.00") && sends.count() == 1,
        () -> "the money should move although Zendesk takes no writes");
    stage.sandbox().clock().advance(A_DAY);

    String run = writer.resetToFirstTask(caseId(payment));

    stage.sandbox().faults().remove(down);
    stage.untilState(ticket, "done");
    stage.untilNote(ticket, "Refund sent: 10.00 EUR, payment " + payment);
    writer.awaitClosed(caseId(payment), run);
    assertThat(sends.count()).as("the first is the only one").isEqualTo(1);
    assertThat(stage.sandbox().stripe().refundsOf(payment)).hasSize(1);
    assertThat(new Guarantees(stage).doubles()).isEmpty();
  }

  @Test
  void a_new_request_a_day_later_needs_new_tokens_and_is_served() {
    String before = stage.payment("11.00", "rita@example.com");
    stage.untilState(stage.ask("Lena", "rita@example.com", before, ""), "done");
    stage.sandbox().clock().advance(A_DAY);
    String payment = stage.payment("12.00", "rita@example.com");

    long ticket = stage.ask("Lena", "rita@example.com", payment, "");

    stage.untilState(ticket, "done");
    assertThat(stage.moved(payment)).isEqualTo("12.00");
  }

  private String caseId(String payment) {
    return stage.cases().refundId(new ObjectId(payment));
  }
}
