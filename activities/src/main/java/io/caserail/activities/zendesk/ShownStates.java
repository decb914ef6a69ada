package io.caserail.activities.zendesk;

import io.caserail.model.TicketId;
import io.caserail.port.TicketState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tickets were made to show, request by request, as the marks of our own writes say it; the
 * lists of a ticket with several requests show only the worst of them. Changes nothing.
 */
public final class ShownStates {
  private final TicketThreads threads;
  private final ZendeskFields fields;
  private final String integrationUser;

  public ShownStates(ZendeskClient client, ZendeskFields fields, ZendeskSettings settings) {
    this.threads = new TicketThreads(client, fields, settings.integrationUser());
    this.fields = fields;
    this.integrationUser = settings.integrationUser();
  }

  /**
   * The state that the ticket, or its follow-up, was last made to show for a request.
   *
   * @param request the request's key
   * @return null where none was, or the ticket is gone
   */
  public @Nullable TicketState of(TicketId ticket, String request) {
    Optional<TicketThread> thread = threads.find(ticket);
    if (thread.isEmpty()) {
      return null;
    }
    ViewMark newest = null;
    for (ViewMark mark :
        new TicketHistory(thread.get().audits(), fields, integrationUser).marks()) {
      boolean counts = mark.key().equals(request) && mark.state() != null;
      if (counts && (newest == null || mark.revision() >= newest.revision())) {
        newest = mark;
      }
    }
    return newest == null ? null : newest.state();
  }
}
