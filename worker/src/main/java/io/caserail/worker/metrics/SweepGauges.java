package io.caserail.worker.metrics;

import io.caserail.activities.http.SweepWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Up to when the sweep has seen what each system tells, as far as the looks of this process go: its
 * start, before the first one. Of several processes one looks at a time: the newest counts.
 */
final class SweepGauges implements SweepWatch {
  private final MeterRegistry registry;
  private final Map<String, AtomicLong> seen = new ConcurrentHashMap<>();

  SweepGauges(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void seen(String system, Instant upTo) {
    seen.computeIfAbsent(system, this::gauge).set(upTo.getEpochSecond());
  }

  private AtomicLong gauge(String system) {
    AtomicLong second = new AtomicLong();
    TimeGauge.builder("caserail.sweep.seen", second, TimeUnit.SECONDS, AtomicLong::get)
        .tag("system", system)
        .register(registry);
    return second;
  }
}
