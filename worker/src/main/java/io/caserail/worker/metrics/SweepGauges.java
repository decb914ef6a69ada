package io.caserail.worker.metrics;

import io.caserail.activities.http.SweepWatch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Up to when the sweep has seen what each system tells, as far as the looks of this process go: its
 * start, before the first one. Of several processes one looks at a time: the newest counts. And for
 * how long a command has stood in a ticket that nobody takes.
 */
final class SweepGauges implements SweepWatch {
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Map<String, AtomicLong> seen = new ConcurrentHashMap<>();
  private volatile Unread unread = new Unread(Duration.ZERO, Instant.MIN);

  SweepGauges(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    Gauge.builder("caserail.command.unread", this, SweepGauges::unreadSeconds)
        .baseUnit("seconds")
        .register(registry);
  }

  @Override
  public void seen(String system, Instant upTo) {
    seen.computeIfAbsent(system, this::gauge).set(upTo.getEpochSecond());
  }

  @Override
  public void unread(Duration longest) {
    unread = new Unread(longest, clock.instant());
  }

  /** What was seen last, as long as no other process has looked since for all that is known. */
  private double unreadSeconds() {
    boolean isNews = unread.at().plus(FRESH).isAfter(clock.instant());
    return isNews ? unread.longest().toSeconds() : 0;
  }

  private AtomicLong gauge(String system) {
    AtomicLong second = new AtomicLong();
    TimeGauge.builder("caserail.sweep.seen", second, TimeUnit.SECONDS, AtomicLong::get)
        .tag("system", system)
        .register(registry);
    return second;
  }

  private record Unread(Duration longest, Instant at) {}
}
