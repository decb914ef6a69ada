package io.caserail.activities.change;

import io.caserail.activities.http.CallGate;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.Upstream;
import io.caserail.model.FaultDomain;
import io.caserail.port.Attempt;
import io.caserail.port.FailureType;
import io.caserail.port.Outcome;
import io.caserail.port.Trouble;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.time.InstantSource;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each attempt at a send has around it: while an earlier send of the operation may have had
 * its effect, every failure is {@link FailureType#IN_DOUBT}, and so is a check that stops the send.
 *
 * @param clock against which {@link Attempt#sendBefore()} is held
 * @param gate lets tries begin in turn while the system is away, and holds sends
 */
public record SendFrame(Failures failures, InstantSource clock, CallGate gate) {
  private static final Logger log = LoggerFactory.getLogger(SendFrame.class);

  /**
   * Runs one attempt in the activity's own thread.
   *
   * @param requireNotPaused throws while nothing of this kind may be sent: what waits for that
   *     takes nobody's turn. Asked where turns are taken only, or a refund that was made before its
   *     case was reset would not be found; and not of who is in doubt
   */
  public Outcome attempt(
      Attempt attempt, Runnable requireNotPaused, Function<SendCertainty, Outcome> findThenSend) {
    SendCertainty certainty = SendCertainty.of(Activity.getExecutionContext(), attempt);
    try {
      requireTurn(certainty, requireNotPaused);
      return tried(findThenSend, certainty);
    } catch (ApplicationFailure failure) {
      throw renamed(certainty.judged(failure, failures), attempt);
    } catch (ActivityCompletionException cancelled) {
      if (certainty.inDoubt()) {
        throw failures.inDoubt("stopped while an earlier send was not cleared up", "", null);
      }
      throw cancelled;
    } catch (RuntimeException unexpected) {
      log.error("a send failed in our own code; operation={}", attempt.id(), unexpected);
      throw certainty.judged(unforeseen(unexpected, certainty), failures);
    }
  }

  /** A look is a call too: while the system is away, who is in doubt waits for it in turn. */
  private void requireTurn(SendCertainty certainty, Runnable requireNotPaused) {
    if (certainty.inDoubt()) {
      gate.requireTurn(failures.system(), () -> {});
    } else {
      gate.requireReleaseHeard(failures.system());
      gate.requireTurn(failures.system(), requireNotPaused);
    }
  }

  private Outcome tried(Function<SendCertainty, Outcome> findThenSend, SendCertainty certainty) {
    try {
      Outcome outcome = findThenSend.apply(certainty);
      if (outcome.kind() != Outcome.Kind.STOPPED) {
        gate.tried(failures.system(), true);
      }
      return outcome;
    } catch (ApplicationFailure failure) {
      if (isOfTheSystem(failure)) {
        gate.tried(failures.system(), false);
      }
      throw failure;
    }
  }

  /** What a check before the send could not read, or has said no to, is not this system's fault. */
  private boolean isOfTheSystem(ApplicationFailure failure) {
    Trouble trouble = Failures.troubleOf(failure);
    return trouble != null
        && trouble.system().equals(failures.system())
        && trouble.domain() == failures.domain()
        && (Failures.is(failure, FailureType.UPSTREAM_AWAY)
            || Failures.is(failure, FailureType.IN_DOUBT));
  }

  /**
   * A case that is said to wait for another system, whose fault it was at first, asks anew once it
   * is this one's: else it would be listed there, and make an outage there, for hours. The first
   * try is never the last, so that nothing asks faster than what waits.
   */
  private ApplicationFailure renamed(ApplicationFailure failure, Attempt attempt) {
    boolean news =
        Failures.is(failure, FailureType.UPSTREAM_AWAY)
            && isOfTheSystem(failure)
            && !attempt.waitsFor().isEmpty()
            && !attempt.waitsFor().equals(failures.system())
            && Activity.getExecutionContext().getInfo().getAttempt() > 1;
    failure.setNonRetryable(news || failure.isNonRetryable());
    return failure;
  }

  private ApplicationFailure unforeseen(RuntimeException unexpected, SendCertainty certainty) {
    String evidence = unexpected.getClass().getSimpleName();
    return certainty.hasBegun()
        ? failures.inDoubt("an error of ours came after the send had begun", evidence, null)
        : failures.ourFault("an error of ours came before the send", evidence);
  }

  /** A check's no, if no earlier send is open. */
  public Outcome stopped(Outcome no, SendCertainty certainty) {
    if (certainty.inDoubt()) {
      throw new Failures(failures.system(), FaultDomain.PEOPLE)
          .inDoubt(
              "not sent again, and an earlier send is not cleared up: " + no.evidence(),
              no.code(),
              null);
    }
    return no;
  }

  /** A frame for sends to a system. */
  public static SendFrame of(Upstream system, InstantSource clock) {
    return new SendFrame(system.failures(), clock, system.gate());
  }

  /** Lets nothing be sent after its time, nor while it is held. */
  public void requireMayGo(Attempt attempt) {
    if (clock.instant().isAfter(attempt.sendBefore())) {
      throw failures.tooLate("the time in which it was allowed to be sent is over");
    }
    gate.requireNotHeld(failures.system());
  }
}
