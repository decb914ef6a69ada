package io.caserail.activities.zendesk;

import io.caserail.port.ShowRequest;
import io.caserail.port.TicketShown;

/**
 * Writes views for whoever is no case: as a case's own views are written, but without the policy,
 * and so without ever telling a customer anything.
 */
public final class ZendeskNotes {
  private final ViewWriter writer;

  public ZendeskNotes(ZendeskClient client, ZendeskFields fields, ZendeskSettings settings) {
    String user = settings.integrationUser();
    this.writer =
        new ViewWriter(
            client,
            fields,
            new TicketThreads(client, fields, user),
            thread -> new TicketHistory(thread.audits(), fields, user),
            new CustomerVoice(
                client,
                (notice, locale) -> {
                  throw new IllegalStateException("no customer is told from here");
                }),
            (kind, ticket, object) -> {
              // The sweep, and the next write of a case, find commands of other kinds too.
            },
            system -> "");
  }

  /**
   * Makes the ticket show the view, as {@link
   * io.caserail.port.TicketActivities#showOnTicket(ShowRequest)} does.
   *
   * @throws IllegalArgumentException when a customer is to be told
   */
  public TicketShown show(ShowRequest request) {
    if (request.view().toCustomer() != null) {
      throw new IllegalArgumentException("no customer is told from here");
    }
    return writer.show(request);
  }
}
