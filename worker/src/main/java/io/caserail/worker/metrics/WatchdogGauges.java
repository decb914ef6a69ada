package io.caserail.worker.metrics;

import io.caserail.watchdog.Finding;
import io.caserail.watchdog.Finding.What;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What the watchdog's last look in this process has found. Of several processes one looks at a
 * time: what another has found long ago says nothing any more, and counts as nothing.
 */
public final class WatchdogGauges {
  private static final Duration HOLDS = Duration.ofMinutes(5);

  private final InstantSource clock;
  private volatile Look last = new Look(Instant.EPOCH, List.of());

  private record Look(Instant at, List<Finding> found) {}

  WatchdogGauges(MeterRegistry registry, InstantSource clock) {
    this.clock = clock;
    TimeGauge.builder(
            "caserail.watchdog.looked",
            this,
            TimeUnit.SECONDS,
            gauges -> gauges.last.at().getEpochSecond())
        .register(registry);
    for (What what : What.values()) {
      Gauge.builder("caserail.watchdog.found", this, gauges -> gauges.count(what))
          .tag("finding", what.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  /** Takes note of a look that was made to its end. */
  public void looked(Instant at, List<Finding> found) {
    last = new Look(at, List.copyOf(found));
  }

  private long count(What what) {
    Look look = last;
    return look.at().plus(HOLDS).isBefore(clock.instant())
        ? 0
        : look.found().stream().filter(finding -> finding.what() == what).count();
  }
}
