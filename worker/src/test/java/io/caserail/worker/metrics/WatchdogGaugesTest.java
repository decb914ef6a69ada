package io.caserail.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.watchdog.Finding;
import io.caserail.watchdog.Finding.What;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WatchdogGaugesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");
  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);

  @Test
  void a_look_says_when_it_was_and_what_it_found_until_another_process_must_have_looked() {
    try (WorkerMetrics metrics = new WorkerMetrics()) {
      WatchdogGauges gauges = metrics.watchdog(now::get);
      assertThat(metrics.scrape()).contains("caserail_watchdog_looked_seconds 0.0");

      gauges.looked(NOW, List.of(new Finding(What.FAILING, NOW), new Finding(What.ENDED, NOW)));

      assertThat(metrics.scrape())
          .contains("caserail_watchdog_looked_seconds " + (double) NOW.getEpochSecond())
          .contains("caserail_watchdog_found{finding=\"failing\"} 1.0")
          .contains("caserail_watchdog_found{finding=\"ended\"} 1.0")
          .contains("caserail_watchdog_found{finding=\"not_taken_up\"} 0.0")
          .contains("caserail_watchdog_found{finding=\"reset\"} 0.0");

      now.set(NOW.plusSeconds(301));
      assertThat(metrics.scrape())
          .contains("caserail_watchdog_looked_seconds " + (double) NOW.getEpochSecond())
          .contains("caserail_watchdog_found{finding=\"failing\"} 0.0");
    }
  }
}
