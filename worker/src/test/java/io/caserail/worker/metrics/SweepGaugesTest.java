package io.caserail.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.http.SweepWatch;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
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

  @Test
  void what_stands_unread_is_told_until_this_process_has_long_not_looked() {
    AtomicReference<Instant> now = new AtomicReference<>(START);
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    SweepWatch zendesk = new SweepGauges(registry, now::get);

    zendesk.unread(Duration.ofMinutes(6));
    assertThat(registry.scrape()).contains("caserail_command_unread_seconds 360.0");

    now.set(START.plus(Duration.ofMinutes(5)));
    assertThat(registry.scrape()).contains("caserail_command_unread_seconds 0.0");
  }
}
