package io.caserail.port;

import io.temporal.activity.ActivityInterface;
import java.time.Duration;

/** The sweep's look at the payment system. */
@ActivityInterface
public interface PaymentSweepActivities {
  /**
   * Finds the refunds that have failed lately and tells each to its settlement, as a webhook would.
   * Fails with {@link FailureType#NOT_YET} after a look, asking to be run again after the pause, so
   * that sweeping leaves no events; returns only when its time is over.
   */
  void sweepPayments(Duration every);
}
