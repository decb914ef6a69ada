package io.caserail.worker.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gauges of the open cases. They are counted when somebody reads them, not all the time: a listing
 * costs the server something, and nobody may be reading.
 */
public final class CaseGauges {
  private static final Logger log = LoggerFactory.getLogger(CaseGauges.class);

  private final Supplier<CaseCensus> census;
  private final long freshForNanos;
  private final MultiGauge cases;
  private final MultiGauge blocked;
  private final MultiGauge waiting;
  private final MultiGauge oldest;
  private final AtomicLong late;
  private final AtomicLong read;
  private boolean counted;
  private long countedAt;

  CaseGauges(MeterRegistry registry, Supplier<CaseCensus> census, Duration freshFor) {
    this.census = census;
    this.freshForNanos = freshFor.toNanos();
    this.cases = MultiGauge.builder("caserail.cases").register(registry);
    this.blocked = MultiGauge.builder("caserail.cases.blocked").register(registry);
    this.waiting = MultiGauge.builder("caserail.upstream.waiting").register(registry);
    this.oldest = MultiGauge.builder("caserail.oldest.case").baseUnit("seconds").register(registry);
    this.late = registry.gauge("caserail.cases.late", new AtomicLong());
    this.read = registry.gauge("caserail.cases.read", new AtomicLong());
  }

  /** Counts again when the last count is old; keeps the old numbers where that fails. */
  public synchronized void refresh() {
    if (counted && System.nanoTime() - countedAt < freshForNanos) {
      return;
    }
    counted = true;
    countedAt = System.nanoTime();
    try {
      show(census.get());
      read.set(1);
    } catch (RuntimeException e) {
      read.set(0);
      log.warn("the open cases could not be counted; cause={}", e.getClass().getSimpleName());
    }
  }

  private void show(CaseCensus found) {
    cases.register(
        rows(
            found.byKindAndStatus().entrySet().stream()
                .map(
                    e ->
                        Row.of(
                            Tags.of("kind", e.getKey().kind(), "status", e.getKey().status()),
                            e.getValue()))
                .toList()),
        true);
    blocked.register(
        rows(
            found.byFaultDomain().entrySet().stream()
                .map(e -> Row.of(Tags.of("fault_domain", e.getKey()), e.getValue()))
                .toList()),
        true);
    waiting.register(
        rows(
            found.byUpstream().entrySet().stream()
                .map(e -> Row.of(Tags.of("system", e.getKey()), e.getValue()))
                .toList()),
        true);
    oldest.register(
        rows(
            found.oldest().entrySet().stream()
                .map(e -> Row.of(Tags.of("status", e.getKey()), e.getValue().toSeconds()))
                .toList()),
        true);
    late.set(found.late());
  }

  /** The registry takes rows of any number type, which a stream does not infer. */
  private static Iterable<Row<?>> rows(List<Row<Number>> rows) {
    return List.copyOf(rows);
  }
}
