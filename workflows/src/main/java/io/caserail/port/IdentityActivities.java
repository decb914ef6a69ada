package io.caserail.port;

import io.temporal.activity.ActivityInterface;
import java.util.List;

/**
 * A provider that checks who somebody is, as the cases need it; {@link ChangeOrder#object()} is the
 * customer's account, {@link ChangeOrder#value()} the session where a change is about one. A
 * session's link is never part of an answer: it would stand in histories. Each fails with {@link
 * FailureType} types only.
 */
@ActivityInterface
public interface IdentityActivities {
  /**
   * Opens a session for the account; its id is the reference. The value is empty. Its code is
   * {@link Outcome#OTHERS_STAND} where {@link #standingSessions} names others.
   */
  Outcome openSession(ChangeOrder order);

  /**
   * The session that this operation has opened, with the same code; or {@link Outcome.Kind#ABSENT}.
   */
  Outcome findSession(ChangeOrder order);

  /**
   * The sessions that the order's request has opened for the account, by whatever operation, and
   * that are neither closed nor erased nor about to be; the oldest first. The value is empty.
   */
  List<SessionFacts> standingSessions(ChangeOrder order);

  /**
   * Closes a session that nobody has finished. {@link Outcome.Kind#REJECTED} with the code {@link
   * Outcome#TOO_LATE} when it is being checked or has a verdict.
   */
  Outcome closeSession(ChangeOrder order);

  /** Reads a session as it is now. */
  SessionFacts readSession(SessionRef session);

  /**
   * Waits until a session has a verdict, has failed or is over; {@link FailureType#NOT_YET} until
   * then, and while it shows only the failed try that is known: the customer may try again.
   */
  SessionFacts awaitSession(SessionRef session);

  /**
   * Has the provider erase what it collected, which also closes a session that nobody has finished;
   * it takes days and can't be undone. What is being checked is erased after that: {@link
   * FailureType#UPSTREAM_AWAY} until then.
   */
  Outcome redactSession(ChangeOrder order);

  /** The final word on an erasure; {@link FailureType#NOT_YET} until then. */
  Outcome awaitRedaction(SessionRef session);
}
