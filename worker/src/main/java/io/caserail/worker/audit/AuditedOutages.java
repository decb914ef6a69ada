package io.caserail.worker.audit;

import io.caserail.port.OutageTicket;
import io.caserail.port.OutageTicketActivities;

/** Puts on record who has held what waits or let it go, which comes with the next note. */
public final class AuditedOutages implements OutageTicketActivities {
  private final OutageTicketActivities tickets;
  private final ControlRecord controls;

  public AuditedOutages(OutageTicketActivities tickets, ControlRecord controls) {
    this.tickets = tickets;
    this.controls = controls;
  }

  @Override
  public String writeOutage(OutageTicket ticket) {
    ticket.said().forEach(controls::note);
    return tickets.writeOutage(ticket);
  }
}
