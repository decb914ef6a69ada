package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/**
 * What a case asks of a refund that follows from it and is a case of its own. Each fails with
 * {@link FailureType} types only, and may be repeated: nothing is asked for twice.
 */
@ActivityInterface
public interface DueRefundActivities {
  /**
   * Asks the payment's case for the refund, which is started where none is open; {@link
   * Outcome.Kind#PENDING} with that case's id as reference. What the case knows already is not
   * asked for again.
   */
  Outcome askForRefund(DueRefund due);

  /** Whether the payment's case knows of it: what became of it, or {@link Outcome.Kind#ABSENT}. */
  Outcome findAskedRefund(DueRefund due);

  /**
   * What became of it: {@link Outcome.Kind#SUCCEEDED} with the refund's reference, {@link
   * Outcome.Kind#REJECTED} with the ending as code and its reason, {@link Outcome.Kind#ABSENT} when
   * Temporal does not know any more; {@link FailureType#NOT_YET} while it is open.
   */
  Outcome awaitAskedRefund(DueRefund due);
}
