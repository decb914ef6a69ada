package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/** The ticket system, as the cases need it. */
@ActivityInterface
public interface TicketActivities {
  /**
   * Reads ticket, audits and authors; fails with {@link FailureType} types only. A follow-up that
   * continues a closed ticket is read as that ticket.
   */
  TicketReading readTicket(ReadTicketRequest request);

  /**
   * Makes the ticket show the view. However often this runs and whoever else edits, the view is
   * written once; a lost optimistic lock is thrown as {@link FailureType#CONFLICT}. A closed ticket
   * is continued in one follow-up, if there is something that a person must know.
   */
  TicketShown showOnTicket(ShowRequest request);
}
