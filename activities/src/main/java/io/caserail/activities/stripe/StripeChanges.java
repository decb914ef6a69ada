package io.caserail.activities.stripe;

import io.caserail.activities.change.ChangeRecord;
import io.caserail.activities.change.RecordedSend;
import io.caserail.activities.change.SendCertainty;
import io.caserail.activities.change.SendFrame;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Clearance;
import io.caserail.port.FailureType;
import io.caserail.port.Outcome;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes of objects whose state can be read: on every attempt the state is read first, and only
 * what does not stand yet is sent, in time and cleared. A refusal is explained by the state as it
 * is then: whoever changed it between look and send decides what the refusal means.
 */
final class StripeChanges {
  /** One change, for one order. */
  interface Change {
    /** What stands already, or why it can't be any more; nothing when it is to be sent. */
    Optional<Outcome> find();

    /** Sends it; an answer of any status comes back. */
    HttpAnswer send();

    /**
     * What a success says. An answer that is replayed says what once was, not what is.
     *
     * @throws ApplicationFailure when it can't be understood or is about something else
     */
    Outcome read(HttpAnswer answer);
  }

  private final SendFrame frame;
  private final Clearance clearance;
  private final RecordedSend sends;

  StripeChanges(SendFrame frame, Clearance clearance, ChangeRecord record) {
    this.frame = frame;
    this.clearance = clearance;
    this.sends = new RecordedSend(record);
  }

  Outcome make(ChangeOrder order, Refusal refusal, Change change) {
    return frame.attempt(
        order.attempt(),
        clearance::requireNotPaused,
        certainty -> findThenSend(order, refusal, change, certainty));
  }

  private Outcome findThenSend(
      ChangeOrder order, Refusal refusal, Change change, SendCertainty certainty) {
    Optional<Outcome> found = change.find();
    if (found.isPresent()) {
      return found.get();
    }
    frame.requireMayGo(order.attempt());
    @Nullable Outcome stopped = clearance.clear(order).stopped();
    if (stopped != null) {
      return frame.stopped(stopped, certainty);
    }
    frame.requireMayGo(order.attempt());
    return sends.send(order, certainty, () -> send(refusal, change, certainty));
  }

  private Outcome send(Refusal refusal, Change change, SendCertainty certainty) {
    HttpAnswer answer = change.send();
    return answer.isSuccess()
        ? accepted(change, answer)
        : refused(refusal, change, answer, certainty.inDoubt());
  }

  /** Once Stripe has accepted it, whatever goes wrong afterwards leaves it in doubt. */
  private Outcome accepted(Change change, HttpAnswer answer) {
    try {
      return change.read(answer);
    } catch (ApplicationFailure failure) {
      throw Failures.is(failure, FailureType.IN_DOUBT)
          ? failure
          : frame.failures().inDoubtBecause(failure);
    }
  }

  private static Outcome refused(
      Refusal refusal, Change change, HttpAnswer answer, boolean inDoubt) {
    boolean byItsState = answer.status() == 400 || answer.status() == 404;
    Optional<Outcome> now = byItsState ? change.find() : Optional.empty();
    return now.orElseGet(() -> refusal.judge(answer, inDoubt));
  }

  /** Whether the answer is an earlier one, kept under the same key. */
  static boolean isReplay(HttpAnswer answer) {
    return "true".equals(answer.header("Idempotent-Replayed"));
  }
}
