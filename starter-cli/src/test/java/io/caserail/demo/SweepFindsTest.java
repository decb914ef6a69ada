package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.model.ObjectId;
import io.caserail.record.Entry;
import io.caserail.sandbox.stripe.RefundFailureReason;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no webhook brings is found by the sweep, and said to be, with the gateway switched off. */
final class SweepFindsTest {
  private static final String MIA = "mia@example.com";
  private static final String FOREIGN = "Refund not made by Caserail: 5.00 EUR of ";

  @TempDir Path folder;
  private Stage stage;

  @BeforeEach
  void open() {
    stage = Stage.open(folder, TemporalServer.inMemory(SearchKeys.types()));
    stage.closeGateway();
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void a_request_that_no_webhook_brought_is_one_request_and_says_who_found_it() {
    String payment = stage.payment("24.90", MIA);
    long ticket = sent(payment);

    assertThat(record(payment)).extracting(Entry::what).containsOnlyOnce("found by the sweep");
    assertThat(stage.cases().view(stage.cases().refundId(new ObjectId(payment))).requests())
        .hasSize(1);
    assertThat(stage.state(ticket)).isEqualTo("done");
    stage.requireMoved(payment, "24.90");
  }

  @Test
  void a_refund_made_in_the_dashboard_is_said_once_in_the_ticket_of_the_last_case() {
    String payment = stage.payment("24.90", MIA);
    long ticket = sent(payment, "10");
    stage.sandbox().stripe().refundByHand(payment, 500);

    stage.untilNote(ticket, FOREIGN + payment);
    stage.stopWorker();
    stage.startWorker();
    untilMoreLooks(3);

    assertThat(stage.ticket(ticket).notes())
        .filteredOn(note -> note.toString().contains(FOREIGN))
        .singleElement()
        .asString()
        .contains("Do not: repeat it, in Stripe or by macro, until the owner has said so.");
    assertThat(stage.state(ticket)).isEqualTo("done");
  }

  @Test
  void a_sweep_that_was_terminated_is_started_again_with_the_worker_and_misses_nothing() {
    String payment = stage.payment("24.90", MIA);
    long ticket = sent(payment);
    stage.client().newUntypedWorkflowStub("sweep-acme").terminate("a test");
    stage.stopWorker();
    String refund = stage.sandbox().stripe().refundsOf(payment).get(0).id();
    stage.sandbox().stripe().fail(refund, RefundFailureReason.DECLINED);

    stage.startWorker();

    stage.untilState(ticket, "failed");
  }

  @Test
  void what_webhook_and_sweep_both_bring_is_one_request() {
    stage.openGateway();
    String payment = stage.payment("24.90", MIA);
    long ticket = sent(payment);
    untilMoreLooks(2);

    assertThat(stage.sandbox().stripe().refundsOf(payment)).hasSize(1);
    assertThat(stage.cases().view(stage.cases().refundId(new ObjectId(payment))).requests())
        .hasSize(1);
    assertThat(stage.state(ticket)).isEqualTo("done");
  }

  @Test
  void a_worker_that_is_killed_leaves_the_place_to_the_next_one() {
    String payment = stage.payment("24.90", MIA);
    long ticket = sent(payment);
    untilMoreLooks(1);
    stage.killWorker();
    String refund = stage.sandbox().stripe().refundsOf(payment).get(0).id();
    stage.sandbox().stripe().fail(refund, RefundFailureReason.DECLINED);

    stage.startWorker();

    // Killed in the middle of a look, it is missed only after a minute.
    stage.untilState(ticket, "failed", Duration.ofSeconds(100));
  }

  private long sent(String payment) {
    return sent(payment, "");
  }

  private long sent(String payment, String amount) {
    long ticket = stage.ask("Lena", MIA, payment, amount);
    stage.untilState(ticket, "done");
    stage.untilClosed(payment);
    return ticket;
  }

  private List<Entry> record(String payment) {
    return stage
        .cases()
        .view(stage.cases().refundId(new ObjectId(payment)))
        .requests()
        .get(0)
        .record();
  }

  private void untilMoreLooks(int more) {
    int before = looks();
    Deadline.within(
        Duration.ofSeconds(40), () -> looks() >= before + more, () -> "the sweep does not look");
  }

  private int looks() {
    return stage.sandbox().calls().of("stripe", "GET /v1/events").size();
  }
}
