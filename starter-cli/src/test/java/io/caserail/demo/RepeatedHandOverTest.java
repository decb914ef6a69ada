package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseData;
import io.caserail.display.SearchKeys;
import io.caserail.port.SettlementRequest;
import io.caserail.sandbox.stripe.RefundBehaviour;
import io.caserail.sandbox.stripe.RefundFailureReason;
import io.caserail.sandbox.temporal.TemporalServer;
import io.temporal.api.history.v1.HistoryEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hand-over whose report was lost, and that is made again when all is over. */
final class RepeatedHandOverTest {
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
  void what_a_person_has_ended_stays_ended() {
    String payment =
        stage
            .paymentOf("24.90", "mia@example.com")
            .refundsWill(RefundBehaviour.PEND_FOR_EVER)
            .create()
            .id();
    long ticket = stage.ask("Lena", "mia@example.com", payment, "");
    stage.untilState(ticket, "pending");
    stage.untilClosed(payment);
    String refund = stage.sandbox().stripe().refundsOf(payment).get(0).id();
    stage.sandbox().stripe().fail(refund, RefundFailureReason.DECLINED);
    stage.untilState(ticket, "failed");
    stage.macro("Lena", ticket, "Refund: withdraw");
    stage.untilState(ticket, "withdrawn");
    Deadline.within(Duration.ofSeconds(40), () -> !isOpen(refund), () -> "it does not close");

    stage.cases().handOver(handedOver(refund));

    assertThat(isOpen(refund)).isFalse();
  }

  private boolean isOpen(String refund) {
    String id = stage.cases().settlementId(refund);
    return stage.directory().list("", 1_000).stream().anyMatch(c -> c.caseId().equals(id));
  }

  private SettlementRequest handedOver(String refund) {
    return stage.client().fetchHistory(stage.cases().settlementId(refund)).getEvents().stream()
        .filter(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes)
        .map(HistoryEvent::getWorkflowExecutionSignaledEventAttributes)
        .filter(signal -> signal.getSignalName().equals("settle"))
        .map(
            signal ->
                CaseData.converter()
                    .fromPayloads(
                        0,
                        Optional.of(signal.getInput()),
                        SettlementRequest.class,
                        SettlementRequest.class))
        .findFirst()
        .orElseThrow();
  }
}
