package io.caserail.demo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Looks again and again until something holds, and fails with words when it does not in time. */
final class Deadline {
  private static final Duration LOOK = Duration.ofMillis(50);

  private Deadline() {}

  /**
   * Waits.
   *
   * @param otherwise what is said when it never held
   * @throws SceneFailed after the time, or when this thread is interrupted: it stays so
   */
  static void within(Duration time, BooleanSupplier holds, Supplier<String> otherwise) {
    long end = System.nanoTime() + time.toNanos();
    while (!holds.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new SceneFailed("interrupted while waiting: " + otherwise.get());
      }
      if (System.nanoTime() > end) {
        throw new SceneFailed(otherwise.get());
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
