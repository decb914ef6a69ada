package io.caserail.activities.http;

import io.caserail.port.SweepCursor;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * A {@link RepeatedLook} that goes on where the last one has come to. The place is noted in the
 * heartbeat only after everything before it was brought, so whoever dies in the middle has it
 * looked at again, by itself or by another worker.
 */
public final class CursorLook {
  /** While there is more to be seen; no more than 6 looks a minute. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private CursorLook() {}

  /**
   * What a look has seen.
   *
   * @param upTo where it has come to
   * @param what a clause for whoever reads the activity's last failure in the Temporal UI
   * @param more whether there is more that it has not come to
   */
  public record Seen(SweepCursor upTo, String what, boolean more) {}

  /**
   * Looks once, within an activity; returns only when its time is over.
   *
   * @param begun where the activity was told to begin
   * @param every the pause between two looks
   */
  public static SweepCursor look(
      SweepCursor begun,
      Duration every,
      InstantSource clock,
      Failures failures,
      Function<SweepCursor, Seen> look) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    SweepCursor from = context.getHeartbeatDetails(SweepCursor.class).orElse(begun);
    Seen seen = RepeatedLook.tried(every, () -> look.apply(from));
    if (!seen.upTo().equals(from)) {
      context.heartbeat(seen.upTo());
    }
    Duration pause = seen.more() && every.compareTo(SOON) > 0 ? SOON : every;
    RepeatedLook.again(pause, clock, failures, seen.what());
    return seen.upTo();
  }
}
