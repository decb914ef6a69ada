package io.caserail.worker.shadow;

import io.caserail.activities.http.Failures;
import io.caserail.port.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.function.Supplier;

/** Repeats reads, as Temporal would: here nothing else does. */
final class Patience {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Pause pause;
  private final int tries;
  private final Onlooker onlooker;

  private Patience(Pause pause, int tries, Onlooker onlooker) {
    this.pause = pause;
    this.tries = tries;
    this.onlooker = onlooker;
  }

  /**
   * Two minutes of it.
   *
   * @param onlooker hears of each pause
   */
  static Patience ofMinutes(Pause pause, Onlooker onlooker) {
    return new Patience(pause, 8, onlooker);
  }

  /** Three seconds of it. */
  static Patience ofSeconds(Pause pause, Onlooker onlooker) {
    return new Patience(pause, 3, onlooker);
  }

  /** Waits; a test's does not. */
  interface Pause {
    void rest(Duration length) throws InterruptedException;
  }

  /**
   * The answer.
   *
   * @throws ApplicationFailure what went wrong, where it won't mend itself or has gone on too long
   */
  <T> T read(Supplier<T> call) {
    Duration next = FIRST;
    for (int left = tries - 1; ; left--) {
      try {
        return call.get();
      } catch (ApplicationFailure failure) {
        if (!Failures.is(failure, FailureType.UPSTREAM_AWAY) || left == 0) {
          throw failure;
        }
        onlooker.waits(failure.getOriginalMessage());
        Duration told = failure.getNextRetryDelay();
        rest(told == null ? next : told, failure);
        next = shorter(next.multipliedBy(2));
      }
    }
  }

  private void rest(Duration length, ApplicationFailure why) {
    try {
      pause.rest(shorter(length));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw why;
    }
  }

  private static Duration shorter(Duration length) {
    return length.compareTo(LONGEST) < 0 ? length : LONGEST;
  }
}
