package io.caserail.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.reconcile.ReconcileRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReconcileGaugesTest {
  private Optional<ReconcileRequest> now = Optional.empty();

  @Test
  void what_is_due_next_shows_with_what_the_last_day_has_left() {
    try (WorkerMetrics metrics = new WorkerMetrics()) {
      ReconcileGauges gauges = metrics.reconciled(() -> now, Duration.ZERO);

      gauges.refresh();
      String never = metrics.scrape();
      now =
          Optional.of(
              new ReconcileRequest(
                  ReconcileRequest.PLAN,
                  LocalDate.parse("2026-11-25"),
                  LocalTime.of(3, 0),
                  "Europe/Vienna",
                  1,
                  Map.of("billing", 2, "cancellation", 0),
                  Map.of("billing", 1)));
      gauges.refresh();

      assertThat(never).doesNotContain("caserail_reconciled");
      assertThat(metrics.scrape())
          .contains("caserail_reconciled_due_seconds 1.7956584E9")
          .contains("caserail_reconciled_incomplete 1.0")
          .contains("caserail_reconciled_handed{state=\"billing\"} 2.0")
          .contains("caserail_reconciled_handed{state=\"cancellation\"} 0.0")
          .contains("caserail_reconciled_untold{state=\"billing\"} 1.0");
    }
  }
}
