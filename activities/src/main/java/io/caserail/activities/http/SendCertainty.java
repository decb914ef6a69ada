package io.caserail.activities.http;

import io.caserail.port.Attempt;
import io.caserail.port.FailureType;
import io.caserail.port.Heartbeat;
import io.caserail.port.Outcome;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger log = LoggerFactory.getLogger(SendCertainty.class);

  private final ActivityExecutionContext context;
  private final boolean inDoubt;
  private boolean begun;

  private SendCertainty(ActivityExecutionContext context, boolean inDoubt) {
    this.context = context;
    this.inDoubt = inDoubt;
  }

  /**
   * Runs one attempt to find or send, and judges every way in which it fails.
   *
   * @param send finds or sends; notes what it does on the certainty that it is given
   */
  public static Outcome judge(
      ActivityExecutionContext context,
      Attempt attempt,
      Failures failures,
      Function<SendCertainty, Outcome> send) {
    SendCertainty certainty = of(context, attempt);
    try {
      return send.apply(certainty);
    } catch (ApplicationFailure failure) {
      throw certainty.judged(failure, failures);
    } catch (ActivityCompletionException cancelled) {
      if (certainty.inDoubt) {
        throw failures.inDoubt("stopped while an earlier send was not cleared up", "", null);
      }
      throw cancelled;
    } catch (RuntimeException unexpected) {
      log.error("a send failed in our own code; operation={}", attempt.id(), unexpected);
      throw certainty.judged(certainty.unforeseen(unexpected, failures), failures);
    }
  }

  private ApplicationFailure unforeseen(RuntimeException unexpected, Failures failures) {
    String evidence = unexpected.getClass().getSimpleName();
    return begun
        ? failures.inDoubt("an error of ours came after the send had begun", evidence, null)
        : failures.ourFault("an error of ours came before the send", evidence);
  }

  private static SendCertainty of(ActivityExecutionContext context, Attempt attempt) {
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
  private ApplicationFailure judged(ApplicationFailure failure, Failures failures) {
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
