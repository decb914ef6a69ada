package io.caserail.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.zendesk.ControlMark;
import io.caserail.model.CaseKind;
import io.caserail.worker.authority.Paused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PauseGaugesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");
  private List<Paused> paused =
      List.of(
          new Paused(CaseKind.REFUND, NOW, ControlMark.BRAKE, "", List.of()),
          new Paused(CaseKind.CANCELLATION, NOW, "Lena", "", List.of()));
  private boolean away;

  @Test
  void each_kind_that_is_paused_shows_and_whether_by_the_brake_until_it_goes_on() {
    try (WorkerMetrics metrics = new WorkerMetrics()) {
      PauseGauges gauges = metrics.paused(this::read, Duration.ZERO);

      gauges.refresh();
      String both = metrics.scrape();
      away = true;
      gauges.refresh();
      String unread = metrics.scrape();
      away = false;
      paused = List.of();
      gauges.refresh();

      assertThat(both)
          .contains("caserail_paused{by=\"brake\",kind=\"REFUND\"} 1.0")
          .contains("caserail_paused{by=\"person\",kind=\"CANCELLATION\"} 1.0")
          .doesNotContain("Lena");
      assertThat(unread).contains("caserail_paused{by=\"brake\",kind=\"REFUND\"} 1.0");
      assertThat(metrics.scrape()).doesNotContain("caserail_paused{");
    }
  }

  private List<Paused> read() {
    if (away) {
      throw new IllegalStateException("Zendesk does not answer");
    }
    return paused;
  }
}
