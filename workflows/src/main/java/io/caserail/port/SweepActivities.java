package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/** The sweep's look at the ticket system. */
@ActivityInterface
public interface SweepActivities {
  /**
   * Finds the tickets whose command field is filled and hints at each to its case. Fails with
   * {@link FailureType#NOT_YET} after a look, asking to be run again after the pause, so that
   * sweeping leaves no events; the heartbeat's details carry the place from one look to the next.
   *
   * @param from where the last one who looked has come to
   * @return where it has come to when its time was over
   */
  SweepCursor sweepTickets(SweepCursor from);
}
