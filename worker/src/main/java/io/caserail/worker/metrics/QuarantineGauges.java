package io.caserail.worker.metrics;

import io.caserail.client.QuarantineSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gauges of the events in quarantine, by source; looked at when somebody reads them. */
public final class QuarantineGauges {
  private static final Logger log = LoggerFactory.getLogger(QuarantineGauges.class);

  private final Supplier<List<QuarantineSummary>> entries;
  private final InstantSource clock;
  private final long freshForNanos;
  private final MultiGauge open;
  private final MultiGauge oldest;
  private final MultiGauge escalated;
  private boolean counted;
  private long countedAt;

  QuarantineGauges(
      MeterRegistry registry,
      Supplier<List<QuarantineSummary>> entries,
      InstantSource clock,
      Duration freshFor) {
    this.entries = entries;
    this.clock = clock;
    this.freshForNanos = freshFor.toNanos();
    this.open = MultiGauge.builder("caserail.quarantine.open").register(registry);
    this.oldest =
        MultiGauge.builder("caserail.quarantine.oldest").baseUnit("seconds").register(registry);
    this.escalated = MultiGauge.builder("caserail.quarantine.escalated").register(registry);
  }

  /** Counts again when the last count is old; keeps the old numbers where that fails. */
  public synchronized void refresh() {
    if (counted && System.nanoTime() - countedAt < freshForNanos) {
      return;
    }
    counted = true;
    countedAt = System.nanoTime();
    try {
      show(entries.get(), clock.instant());
    } catch (RuntimeException e) {
      log.warn("the quarantine could not be counted; cause={}", e.getClass().getSimpleName());
    }
  }

  private void show(List<QuarantineSummary> found, Instant now) {
    Map<String, Long> bySource = new TreeMap<>();
    Map<String, Long> ages = new TreeMap<>();
    Map<String, Long> late = new TreeMap<>();
    for (QuarantineSummary entry : found) {
      bySource.merge(entry.source(), 1L, Long::sum);
      ages.merge(entry.source(), Duration.between(entry.since(), now).toSeconds(), Math::max);
      late.merge(entry.source(), entry.status().equals("ESCALATED") ? 1L : 0L, Long::sum);
    }
    open.register(rows(bySource), true);
    oldest.register(rows(ages), true);
    escalated.register(rows(late), true);
  }

  private static Iterable<Row<?>> rows(Map<String, Long> bySource) {
    List<Row<?>> rows = new ArrayList<>();
    bySource.forEach((source, number) -> rows.add(Row.of(Tags.of("source", source), number)));
    return rows;
  }
}
