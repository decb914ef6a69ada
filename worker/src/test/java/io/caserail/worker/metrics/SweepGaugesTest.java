package io.caserail.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.http.SweepWatch;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SweepGaugesTest {
  private static final Instant START = Instant.ofEpochSecond(1_000_000);

  @Test
  void a_process_that_has_never_seen_anything_shows_its_start() {
    try (WorkerMetrics metrics = new WorkerMetrics()) {
      SweepWatch unused = metrics.sweeps("Stripe", START);

      assertThat(metrics.scrape())
          .contains("caserail_sweep_seen_seconds{system=\"Stripe\"} 1000000.0");
    }
  }

  @Test
  void each_look_moves_its_own_system() {
    try (WorkerMetrics metrics = new WorkerMetrics()) {
      SweepWatch stripe = metrics.sweeps("Stripe", START);
      SweepWatch zendesk = metrics.sweeps("Zendesk", START);

      zendesk.seen("Zendesk", START.plusSeconds(30));
      stripe.seen("Stripe", START.plusSeconds(60));

      assertThat(metrics.scrape())
          .contains("caserail_sweep_seen_seconds{system=\"Stripe\"} 1000060.0")
          .contains("caserail_sweep_seen_seconds{system=\"Zendesk\"} 1000030.0");
    }
  }
}
