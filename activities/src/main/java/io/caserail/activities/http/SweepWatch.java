package io.caserail.activities.http;

import java.time.Duration;
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

  /**
   * How long the oldest command has stood in its ticket without being taken, as far as this process
   * has seen; zero for none.
   */
  default void unread(Duration longest) {}
}
