package io.caserail.port;

import io.temporal.activity.ActivityInterface;
import java.time.Duration;

/** The sweep's look at the ticket system. */
@ActivityInterface
public interface SweepActivities {
  /**
   * Finds the tickets whose command field is filled and hints at each to its case. Always fails
   * with {@link FailureType#NOT_YET} after a look, asking to be run again after the pause, so that
   * sweeping leaves no events; returns only when its time is over.
   */
  void sweepTickets(Duration every);
}
