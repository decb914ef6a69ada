package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/** The ticket's field for the states that cases have to mind. */
@ActivityInterface
public interface FactsFieldActivities {
  /**
   * Makes the field say it. One that says so already is not written.
   *
   * @return false when the ticket takes no update any more: closed, merged or deleted
   */
  boolean showFacts(FactsShown shown);
}
