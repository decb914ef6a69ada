package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/** Looks at what waits for an upstream. */
@ActivityInterface
public interface OutageActivities {
  /**
   * Looks until there is news. A look that brings none fails with {@link FailureType#NOT_YET} and
   * asks to be run again, so that it leaves no event.
   */
  OutageFacts lookForOutage(OutageLook look);
}
