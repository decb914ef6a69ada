package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/** The ticket of an outage. */
@ActivityInterface
public interface OutageTicketActivities {
  /**
   * Writes the note once, into a ticket that is made where there is none.
   *
   * @return the ticket's number
   */
  String writeOutage(OutageTicket ticket);
}
