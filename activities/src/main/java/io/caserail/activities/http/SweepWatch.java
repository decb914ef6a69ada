package io.caserail.activities.http;

import java.time.Instant;

/** Hears of each look of a sweep, for metrics. Called on the looker's thread; must not throw. */
@FunctionalInterface
public interface SweepWatch {
  /** For those who don't listen. */
  SweepWatch NONE = (system, upTo) -> {};

  /**
   * A look has ended.
   *
   * @param system the system's name as people know it
   * @param upTo everything that the system told before was brought to its case
   */
  void seen(String system, Instant upTo);
}
