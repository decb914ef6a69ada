package io.caserail.call;

import io.caserail.decision.Block;
import io.caserail.model.CaseStatus;
import io.caserail.port.FailureType;
import io.caserail.port.RefundPolicy.Waits;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How long and how often an activity is tried; nothing is written to the history meanwhile. */
public enum Phase {
  /** At first: in silence, every few seconds. */
  QUICK,
  /** Just once: there is news. */
  ONCE,
  /** The system is away: for hours. */
  AWAY,
  /** The same for a send of which nothing was accepted yet: out at once when an answer is lost. */
  UNSENT,
  /** Sent without an answer: for hours, asking often. */
  DOUBT;

  /** Whether a person may decide meanwhile. */
  public boolean isLong() {
    return this == AWAY || this == UNSENT || this == DOUBT;
  }

  public ActivityOptions options(Waits waits, String queue, String summary) {
    RetryOptions.Builder retry = RetryOptions.newBuilder();
    switch (this) {
      case QUICK ->
          retry
              .setInitialInterval(min(Duration.ofSeconds(1), waits.awayEvery()))
              .setMaximumInterval(min(Duration.ofSeconds(10), waits.awayEvery()));
      case ONCE -> retry.setMaximumAttempts(1);
      case AWAY -> {
        var unused = patient(retry, waits);
      }
      case UNSENT -> {
        var unused = patient(retry, waits).setDoNotRetry(FailureType.IN_DOUBT.name());
      }
      case DOUBT ->
          retry.setInitialInterval(waits.doubtEvery()).setMaximumInterval(waits.doubtEvery());
    }
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setSummary(summary)
        .setStartToCloseTimeout(waits.attempt())
        .setScheduleToCloseTimeout(isLong() ? waits.longest() : waits.sendBudget())
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(retry.build())
        .build();
  }

  /**
   * About how often what waits for a system is tried again without anybody's doing; null where it
   * is not.
   */
  public static @Nullable Duration triedEvery(Block block, Waits waits) {
    if (block.status() == CaseStatus.IN_DOUBT) {
      return block.code().equals(Causes.LEFT_IN_DOUBT) ? null : waits.doubtEvery();
    }
    boolean heals =
        Arrays.stream(FailureType.values())
            .filter(FailureType::heals)
            .anyMatch(type -> type.name().toLowerCase(Locale.ROOT).equals(block.code()));
    return heals ? waits.awayEvery() : null;
  }

  private static RetryOptions.Builder patient(RetryOptions.Builder retry, Waits waits) {
    return retry
        .setInitialInterval(min(Duration.ofSeconds(10), waits.awayEvery()))
        .setMaximumInterval(waits.awayEvery());
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
