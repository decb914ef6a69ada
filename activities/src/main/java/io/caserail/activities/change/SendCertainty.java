package io.caserail.activities.change;

import io.caserail.activities.http.Failures;
import io.caserail.port.Attempt;
import io.caserail.port.FailureType;
import io.caserail.port.Heartbeat;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;

/**
 * Whether it is certain that nothing of this operation was accepted so far. The activity's
 * heartbeat details carry it from one attempt to the next: an attempt is certain if it is the first
 * and has no word of an earlier one, or if the last word is {@link Heartbeat#CLEAR}. An attempt
 * after the first without any word follows one that died before it could tell.
 *
 * <p>The first heartbeat of an attempt goes out at once, so {@link Heartbeat#SENDING} stands in
 * Temporal before the request stands in the vendor's log. An attempt that ends well clear says so.
 */
public final class SendCertainty {
  private final ActivityExecutionContext context;
  private final boolean inDoubt;
  private boolean begun;

  private SendCertainty(ActivityExecutionContext context, boolean inDoubt) {
    this.context = context;
    this.inDoubt = inDoubt;
  }

  /** What is known at the start of an attempt. */
  public static SendCertainty of(ActivityExecutionContext context, Attempt attempt) {
    boolean certain =
        context
            .getHeartbeatDetails(Heartbeat.class)
            .map(last -> last == Heartbeat.CLEAR)
            .orElse(context.getInfo().getAttempt() <= 1);
    return new SendCertainty(context, attempt.maybeSent() || !certain);
  }

  /** Whether a send before this attempt may have had its effect. */
  public boolean inDoubt() {
    return inDoubt;
  }

  /**
   * Notes that the send begins.
   *
   * @throws ActivityCompletionException when the activity was cancelled; nothing is sent then
   */
  public void sending() {
    context.heartbeat(Heartbeat.SENDING);
    begun = true;
  }

  /** Whether this attempt itself has begun to send. */
  public boolean hasBegun() {
    return begun;
  }

  /** Notes that up to now nothing was accepted, if that is so. */
  public void clear() {
    if (inDoubt) {
      return;
    }
    try {
      context.heartbeat(Heartbeat.CLEAR);
    } catch (ActivityCompletionException cancelled) {
      // What this attempt found out is worth more than the cancellation: it is what is returned.
    }
  }

  /** What this attempt's failure means, earlier sends considered; notes it where it is clear. */
  public ApplicationFailure judged(ApplicationFailure failure, Failures failures) {
    if (Failures.is(failure, FailureType.IN_DOUBT)) {
      return failure;
    }
    if (inDoubt) {
      return failures.inDoubtBecause(failure);
    }
    clear();
    return failure;
  }
}
