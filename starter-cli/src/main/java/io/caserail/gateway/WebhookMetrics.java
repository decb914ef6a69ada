package io.caserail.gateway;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts and times the answers, by sender, status and what became of the event. */
final class WebhookMetrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<String, AtomicLong> last = new ConcurrentHashMap<>();

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

  /** A source takes events from now on; from here on its silence counts. */
  void opened(String source) {
    var unused = registry.counter("caserail.webhook.authentic", "source", source);
  }

  /**
   * One authentic event.
   *
   * @param key the name of the secret that it was signed with
   */
  void authentic(String source, String key, Instant at) {
    registry.counter("caserail.webhook.authentic", "source", source).increment();
    registry.counter("caserail.webhook.proofs", "source", source, "key", key).increment();
    last.computeIfAbsent(source, this::lastOf).set(at.getEpochSecond());
  }

  private AtomicLong lastOf(String source) {
    AtomicLong time = new AtomicLong();
    var unused =
        registry.gauge("caserail.webhook.last.seconds", List.of(Tag.of("source", source)), time);
    return time;
  }

  /** Whether the secrets that stand in the files are those in force. */
  void watch(Keyring keyring) {
    var unused =
        registry.gauge("caserail.webhook.secrets.stuck", keyring, t -> t.isStuck() ? 1.0 : 0.0);
  }

  /** Whether the contracts that stand in the files are those in force. */
  void watch(Terms terms) {
    var unused =
        registry.gauge(
            "caserail.contracts.stuck", terms, t -> t.isStuck().getAsBoolean() ? 1.0 : 0.0);
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
