package io.caserail.gateway;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;

/** Counts and times the answers, by sender, status and what became of the event. */
final class WebhookMetrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /**
   * One answer.
   *
   * @param result what became of the event, or {@code refused}
   */
  void answered(String source, int status, String result, Duration took) {
    registry
        .timer(
            "caserail.webhook.answers",
            "source",
            source,
            "status",
            Integer.toString(status),
            "result",
            result)
        .record(took);
  }

  /** Counts what the log of deliveries could not hold. */
  void watch(DeliveryLog deliveries) {
    var unused =
        FunctionCounter.builder("caserail.deliveries.unlogged", deliveries, DeliveryLog::lost)
            .register(registry);
  }

  /** In Prometheus' text format 0.0.4. */
  String scrape() {
    return registry.scrape();
  }
}
