package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/**
 * A company's own order system, as the cases need it; {@link ChangeOrder#object()} is the order.
 * Each fails with {@link FailureType} types only.
 */
@ActivityInterface
public interface OrderActivities {
  /** Reads the order with what hangs on it. One that isn't there is an answer. */
  OrderFacts lookUpOrder(LookUpRequest request);

  /** Cancels the order: nothing more is packed, billed or delivered for it. */
  Outcome cancelOrder(ChangeOrder order);

  /** Whether this operation has cancelled the order, or {@link Outcome.Kind#ABSENT}. */
  Outcome findCancellation(ChangeOrder order);

  /**
   * Opens an order again that this operation has cancelled. {@link Outcome.Kind#REJECTED} with the
   * code {@link Outcome#TOO_LATE} when that can't be done any more.
   */
  Outcome reopenOrder(ChangeOrder order);
}
