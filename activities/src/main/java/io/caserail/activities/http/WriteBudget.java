package io.caserail.activities.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Our own share of a limit that people use too: so many writes in any started minute, and half of
 * it while the vendor says that little is left. Safe for many threads.
 */
public final class WriteBudget {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int LOW_PART = 4;

  private final InstantSource clock;
  private final int perMinute;
  private Instant windowEnd = Instant.MIN;
  private int used;
  private boolean low;

  /**
   * A budget.
   *
   * @param perMinute at least 1; well below what the account has
   */
  public WriteBudget(InstantSource clock, int perMinute) {
    if (perMinute < 1) {
      throw new IllegalArgumentException("a budget of writes is at least 1: " + perMinute);
    }
    this.clock = clock;
    this.perMinute = perMinute;
  }

  /** Takes one write out of the budget; returns how long to wait instead when it is used up. */
  synchronized @Nullable Duration take() {
    Instant now = clock.instant();
    if (!now.isBefore(windowEnd)) {
      windowEnd = now.plus(WINDOW);
      used = 0;
    }
    int limit = low ? Math.max(1, perMinute / 2) : perMinute;
    if (used >= limit) {
      return Duration.between(now, windowEnd);
    }
    used++;
    return null;
  }

  /** Learns what the vendor says is left of the account's own limit. */
  synchronized void left(long remaining, long total) {
    low = remaining * LOW_PART < total;
  }
}
