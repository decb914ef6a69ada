package io.caserail.worker.metrics;

import io.caserail.reconcile.ReconcileRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gauges of the daily comparison, read from where it has come to; so every worker tells the same,
 * and one that was just started too. Looked at when somebody reads them.
 */
public final class ReconcileGauges {
  private static final Logger log = LoggerFactory.getLogger(ReconcileGauges.class);

  private final Supplier<Optional<ReconcileRequest>> reconciled;
  private final long freshForNanos;
  private final MultiGauge due;
  private final MultiGauge incomplete;
  private final MultiGauge handed;
  private final MultiGauge untold;
  private boolean read;
  private long readAt;

  ReconcileGauges(
      MeterRegistry registry, Supplier<Optional<ReconcileRequest>> reconciled, Duration freshFor) {
    this.reconciled = reconciled;
    this.freshForNanos = freshFor.toNanos();
    this.due = MultiGauge.builder("caserail.reconciled.due").baseUnit("seconds").register(registry);
    this.incomplete = MultiGauge.builder("caserail.reconciled.incomplete").register(registry);
    this.handed = MultiGauge.builder("caserail.reconciled.handed").register(registry);
    this.untold = MultiGauge.builder("caserail.reconciled.untold").register(registry);
  }

  /** Reads again when the last look is old; keeps the old numbers where that fails. */
  public synchronized void refresh() {
    if (read && System.nanoTime() - readAt < freshForNanos) {
      return;
    }
    read = true;
    readAt = System.nanoTime();
    try {
      reconciled.get().ifPresent(this::show);
    } catch (RuntimeException e) {
      log.warn("the comparison could not be read; cause={}", e.getClass().getSimpleName());
    }
  }

  private void show(ReconcileRequest now) {
    due.register(List.of(Row.of(Tags.empty(), now.due().getEpochSecond())), true);
    incomplete.register(List.of(Row.of(Tags.empty(), now.incomplete())), true);
    handed.register(rows(now.handed()), true);
    untold.register(rows(now.untold()), true);
  }

  private static List<Row<?>> rows(Map<String, Integer> counts) {
    List<Row<?>> rows = new ArrayList<>();
    counts.forEach((state, count) -> rows.add(Row.of(Tags.of("state", state), count)));
    return rows;
  }
}
