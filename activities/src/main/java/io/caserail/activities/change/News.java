package io.caserail.activities.change;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.time.Instant;

/**
 * What has come about since a waiting case was told why it waits. An activity that is tried again
 * and again tells nothing meanwhile, so that one which has news ends: the case hears of it, and
 * asks anew.
 */
public final class News {
  private News() {}

  /**
   * Whether the case that waits for the activity of this thread has asked before something came
   * about. The first try is never the last, so that clocks that differ make it ask no faster than
   * anything that waits. False where no activity runs.
   */
  public static boolean isNews(Instant happened) {
    try {
      ActivityInfo waits = Activity.getExecutionContext().getInfo();
      return waits.getAttempt() > 1
          && Instant.ofEpochMilli(waits.getScheduledTimestamp()).isBefore(happened);
    } catch (IllegalStateException e) {
      // A command line asks, and no case waits for the answer.
      return false;
    }
  }
}
