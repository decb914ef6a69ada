package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.sandbox.stripe.RefundFailureReason;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ticket that was closed takes no word any more; its follow-up does. */
final class ClosedTicketTest {
  private static final String MIA = "mia@example.com";

  @TempDir Path folder;
  private Stage stage;

  @BeforeEach
  void open() {
    stage = Stage.open(folder, TemporalServer.inMemory(SearchKeys.types()));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void a_refund_that_fails_after_its_ticket_was_closed_is_told_and_ended_in_one_follow_up() {
    String payment = stage.payment("24.90", MIA);
    long ticket = stage.ask("Lena", MIA, payment, "");
    stage.untilState(ticket, "done");
    stage.untilClosed(payment);
    stage.sandbox().zendesk().agent("Omar").solve(ticket).close(ticket);

    stage
        .sandbox()
        .stripe()
        .fail(
            stage.sandbox().stripe().refundsOf(payment).get(0).id(), RefundFailureReason.DECLINED);
    long followUp = FollowUps.of(stage, ticket);
    stage.untilState(followUp, "failed");
    stage.macro("Lena", followUp, "Refund: withdraw");
    stage.untilState(followUp, "withdrawn");

    assertThat(FollowUps.all(stage, ticket)).hasSize(1);
    assertThat(stage.ticket(followUp).internalNotes().get(0).body())
        .contains("continues ticket " + ticket);
    stage.untilNote(followUp, "Refund failed after it was accepted: 24.90 EUR");
    stage.untilNote(followUp, "Refund failed and was withdrawn by Lena: 24.90 EUR");
    assertThat(stage.ticket(followUp).field("Caserail action")).isEmpty();
  }
}
