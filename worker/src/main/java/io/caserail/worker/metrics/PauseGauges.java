package io.caserail.worker.metrics;

import io.caserail.worker.authority.Paused;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gauge of what is paused. It is looked at when somebody reads it, as the open cases are. */
public final class PauseGauges {
  private static final Logger log = LoggerFactory.getLogger(PauseGauges.class);

  private final Supplier<List<Paused>> pauses;
  private final long freshForNanos;
  private final MultiGauge paused;
  private boolean read;
  private long readAt;

  PauseGauges(MeterRegistry registry, Supplier<List<Paused>> pauses, Duration freshFor) {
    this.pauses = pauses;
    this.freshForNanos = freshFor.toNanos();
    this.paused = MultiGauge.builder("caserail.paused").register(registry);
  }

  /** Looks again when the last look is old; keeps what it has shown where that fails. */
  public synchronized void refresh() {
    if (read && System.nanoTime() - readAt < freshForNanos) {
      return;
    }
    read = true;
    readAt = System.nanoTime();
    try {
      List<Row<?>> rows = new ArrayList<>();
      pauses.get().forEach(pause -> rows.add(Row.of(tags(pause), 1)));
      paused.register(rows, true);
    } catch (RuntimeException e) {
      log.warn("what is paused could not be read; cause={}", e.getClass().getSimpleName());
    }
  }

  private static Tags tags(Paused pause) {
    return Tags.of("kind", pause.kind().name(), "by", pause.isByBrake() ? "brake" : "person");
  }
}
