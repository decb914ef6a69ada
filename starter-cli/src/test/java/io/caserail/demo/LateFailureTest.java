package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.sandbox.stripe.Refund;
import io.caserail.sandbox.stripe.RefundFailureReason;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A refund that fails after it succeeded, with the gateway switched off. */
final class LateFailureTest {
  private static final String MIA = "mia@example.com";

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
  void the_sweep_finds_it_and_what_a_person_has_ended_stays_ended() {
    String payment = stage.payment("24.90", MIA);
    long ticket = sent(payment);

    fail(payment);
    stage.untilState(ticket, "failed");
    stage.macro("Lena", ticket, "Refund: withdraw");
    stage.untilState(ticket, "withdrawn");
    int notes = stage.ticket(ticket).notes().size();
    // A worker that starts lists the event again.
    stage.stopWorker();
    stage.startWorker();
    untilMoreLooks(2);

    assertThat(stage.state(ticket)).isEqualTo("withdrawn");
    assertThat(stage.ticket(ticket).notes()).hasSize(notes);
  }

  @Test
  void a_failure_ends_by_itself_once_the_same_was_sent_again_in_its_ticket() {
    String payment = stage.payment("24.90", MIA);
    long ticket = sent(payment);
    String failed = fail(payment);
    stage.untilState(ticket, "failed");

    stage.fill("Lena", ticket, payment, "");
    stage.untilState(ticket, "done");

    String again =
        stage.sandbox().stripe().refundsOf(payment).stream()
            .map(Refund::id)
            .filter(id -> !id.equals(failed))
            .findFirst()
            .orElseThrow();
    stage.untilNote(
        ticket,
        "Refund that failed was sent again: 24.90 EUR, payment "
            + payment
            + " ("
            + failed
            + "), now as "
            + again
            + ".");
    Deadline.within(
        Duration.ofSeconds(40),
        () ->
            stage.directory().list("", 1_000).stream()
                .noneMatch(c -> c.caseId().startsWith("settlement-")),
        () -> "the failed one is still open");
    assertThat(stage.state(ticket)).isEqualTo("done");
    assertThat(stage.ticket(ticket).field("Caserail reference")).isEqualTo(again);
    stage.requireMoved(payment, "24.90");
  }

  @Test
  void whoever_has_paid_it_another_way_says_so_in_the_ticket_that_asks() {
    String payment = stage.payment("24.90", MIA);
    long ticket = sent(payment);
    fail(payment);
    stage.untilState(ticket, "failed");

    stage.byHand("Fin", ticket, "Refund: I did it by hand", "bank transfer 77");
    stage.untilState(ticket, "done");

    assertThat(stage.ticket(ticket).notes()).noneMatch(n -> n.body().contains("not counted"));
  }

  private long sent(String payment) {
    long ticket = stage.ask("Lena", MIA, payment, "");
    stage.untilState(ticket, "done");
    stage.untilClosed(payment);
    return ticket;
  }

  private String fail(String payment) {
    String refund = stage.sandbox().stripe().refundsOf(payment).get(0).id();
    stage.sandbox().stripe().fail(refund, RefundFailureReason.DECLINED);
    return refund;
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
