package io.caserail.activities.change;

import io.caserail.activities.http.Failures;
import io.caserail.activities.stripe.SendCertainty;
import io.caserail.port.Attempt;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Clearance;
import io.caserail.port.Outcome;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, then sends. A system that keeps a state and no mark can't be asked for an operation, so
 * the state itself is read on every attempt, and what stands there already is not sent again. Only
 * when it is missing, the time has not run out and the clearance is given, it is sent, once.
 *
 * <p>While an earlier send of the operation may have had its effect, every failure is {@link
 * io.caserail.port.FailureType#IN_DOUBT}, and so is a clearance that is refused; a state that
 * stands may then be our own doing.
 */
public final class StateChange {
  private static final Logger log = LoggerFactory.getLogger(StateChange.class);

  private final Failures failures;
  private final Clearance clearance;
  private final InstantSource clock;

  /**
   * Changes of one system.
   *
   * @param clearance asked again right before each send
   * @param clock against which {@link Attempt#sendBefore()} is held
   */
  public StateChange(Failures failures, Clearance clearance, InstantSource clock) {
    this.failures = failures;
    this.clearance = clearance;
    this.clock = clock;
  }

  /**
   * Makes the change, as part of the activity that runs on this thread.
   *
   * @param look reads what stands; told what is known of earlier sends
   */
  public Outcome make(ChangeOrder order, Function<SendCertainty, Finding> look) {
    SendCertainty certainty = SendCertainty.of(Activity.getExecutionContext(), order.attempt());
    try {
      return lookThenSend(order, look, certainty);
    } catch (ApplicationFailure failure) {
      throw certainty.judged(failure, failures);
    } catch (ActivityCompletionException cancelled) {
      if (certainty.inDoubt()) {
        throw failures.inDoubt("stopped while an earlier send was not cleared up", "", null);
      }
      throw cancelled;
    } catch (RuntimeException unexpected) {
      log.error("a change failed in our own code; operation={}", order.attempt().id(), unexpected);
      throw certainty.judged(unforeseen(unexpected, certainty), failures);
    }
  }

  private Outcome lookThenSend(
      ChangeOrder order, Function<SendCertainty, Finding> look, SendCertainty certainty) {
    Finding found = look.apply(certainty);
    Outcome standing = found.standing();
    if (standing != null) {
      return standing;
    }
    requireInTime(order.attempt());
    @Nullable Outcome stopped = clearance.clear(order);
    if (stopped != null) {
      return stopped(stopped, certainty);
    }
    requireInTime(order.attempt());
    certainty.sending();
    Outcome outcome = found.send();
    if (!outcome.happened()) {
      certainty.clear();
    }
    return outcome;
  }

  private Outcome stopped(Outcome no, SendCertainty certainty) {
    if (certainty.inDoubt()) {
      throw failures.inDoubt(
          "not sent again, and an earlier send is not cleared up: " + no.evidence(),
          no.code(),
          null);
    }
    return no;
  }

  private ApplicationFailure unforeseen(RuntimeException unexpected, SendCertainty certainty) {
    String evidence = unexpected.getClass().getSimpleName();
    return certainty.hasBegun()
        ? failures.inDoubt("an error of ours came after the send had begun", evidence, null)
        : failures.ourFault("an error of ours came before the send", evidence);
  }

  private void requireInTime(Attempt attempt) {
    if (clock.instant().isAfter(attempt.sendBefore())) {
      throw failures.tooLate("the time in which it was allowed to be sent is over");
    }
  }
}
