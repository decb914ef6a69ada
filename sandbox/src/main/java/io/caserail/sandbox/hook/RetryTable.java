package io.caserail.sandbox.hook;

import java.time.Duration;
import java.util.Optional;

/** A vendor's rule for trying a webhook again. */
@FunctionalInterface
public interface RetryTable {
  /**
   * When to try again.
   *
   * @param attempt the attempt that has just failed, from 1
   * @return the pause before the next attempt, in the vendor's own time; empty to give up
   */
  Optional<Duration> pauseAfter(int attempt, Result result);

  /** The vendor sees every attempt's end, and may hold deliveries back. */
  default void attempted(Result result) {}

  /** How long deliveries are held back now, in the vendor's own time. */
  default Duration heldFor() {
    return Duration.ZERO;
  }
}
