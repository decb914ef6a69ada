package io.caserail.sandbox.core;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Real time plus an offset that only grows. Everything in the sandbox that has a window (token
 * expiry, rate buckets, idempotency stores, export lag) reads this clock, so a test crosses a
 * window of hours by advancing it. Thread-safe.
 */
public final class VirtualClock extends Clock {
  private volatile Duration offset = Duration.ZERO;

  @Override
  public Instant instant() {
    return Instant.now().plus(offset);
  }

  /** Moves the clock forward; a negative step is refused. Returns the new time. */
  public synchronized Instant advance(Duration step) {
    if (step.isNegative()) {
      throw new IllegalArgumentException("the sandbox's clock only moves forward, not by " + step);
    }
    offset = offset.plus(step);
    return instant();
  }

  /** How far this clock is ahead of real time. */
  public Duration ahead() {
    return offset;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** Always in UTC: a stand-in's answers carry no other zone. */
  @Override
  public Clock withZone(ZoneId zone) {
    if (!zone.equals(ZoneOffset.UTC)) {
      throw new UnsupportedOperationException("the sandbox's clock is in UTC only");
    }
    return this;
  }
}
