package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/** The sweep's look at the payment system. */
@ActivityInterface
public interface PaymentSweepActivities {
  /**
   * Reads the payment system's list of events from a place on and tells each to its case, as a
   * webhook would. Fails with {@link FailureType#NOT_YET} after a look, asking to be run again
   * after the pause, so that sweeping leaves no events; the heartbeat's details carry the place
   * from one look to the next.
   *
   * @param from where the last one who looked has come to
   * @return where it has come to when its time was over
   */
  SweepCursor sweepPayments(SweepCursor from);
}
