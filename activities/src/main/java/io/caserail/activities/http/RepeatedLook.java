package io.caserail.activities.http;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * An activity that looks for something again and again and leaves no event meanwhile: after each
 * look it fails benignly and asks to be run again, until the time of the activity is over.
 */
public final class RepeatedLook {
  private RepeatedLook() {}

  /**
   * Looks once, within an activity; returns only when its time is over.
   *
   * @param every the pause between two looks, which a failure that names none gets too
   * @param what a clause: "looked for commands"
   */
  public static void look(
      Duration every, InstantSource clock, Failures failures, String what, Runnable look) {
    var unused =
        tried(
            every,
            () -> {
              look.run();
              return true;
            });
    again(every, clock, failures, what);
  }

  /**
   * A look; where its failure names no pause, it gets the usual one. None is final: what can't be
   * looked at now, by a list that is gone or an answer that is strange, is looked at again, since
   * somebody will mend it.
   */
  static <T> T tried(Duration every, Supplier<T> look) {
    try {
      return look.get();
    } catch (ApplicationFailure failure) {
      if (failure.getNextRetryDelay() == null) {
        failure.setNextRetryDelay(every);
      }
      failure.setNonRetryable(false);
      throw failure;
    }
  }

  /** Asks to be run again, unless the time of the activity is over. */
  static void again(Duration every, InstantSource clock, Failures failures, String what) {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    if (!isOver(info, every, clock)) {
      throw failures.notYet(what + ", and will look again", "", every);
    }
  }

  private static boolean isOver(ActivityInfo info, Duration every, InstantSource clock) {
    Duration longest = info.getScheduleToCloseTimeout();
    if (longest.isZero()) {
      return false;
    }
    Instant end = Instant.ofEpochMilli(info.getScheduledTimestamp()).plus(longest);
    return !clock.instant().plus(every).isBefore(end);
  }
}
