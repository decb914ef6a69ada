package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/** Looks at the states that cases have to mind; each system's on a task queue for its looks. */
@ActivityInterface
public interface FactActivities {
  /**
   * Answers once a state is another one than the ticket shows, once nobody could look at it for
   * longer than its contract allows, or once the case is over; {@link FailureType#NOT_YET} until
   * then, with the time of the last look in milliseconds as its detail, so that Temporal asks again
   * without an event in the history.
   */
  FactSeen awaitFact(FactWatch watch);
}
