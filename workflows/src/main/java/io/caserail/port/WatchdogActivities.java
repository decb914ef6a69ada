package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/** The watchdog's look at the cases. */
@ActivityInterface
public interface WatchdogActivities {
  /**
   * Finds cases with which something is wrong that they can't show themselves, and has their
   * tickets say so, once. Always fails with {@link FailureType#NOT_YET} after a look, asking to be
   * run again after the pause, so that looking leaves no events; returns only when its time is
   * over.
   *
   * @param known the standstills that tickets show; those of an attempt before, in its heartbeat's
   *     details, are newer
   * @return those that tickets show now
   */
  Standstills watch(Standstills known);
}
