package io.caserail.activities.zendesk;

import io.caserail.activities.http.Doc;
import io.caserail.model.TicketId;
import java.util.List;

/** The tickets whose command field is filled: by the view that lists them, else by a search. */
public final class FilledCommands {
  private final ZendeskClient client;
  private final ZendeskFields fields;
  private final ZendeskSettings settings;

  public FilledCommands(ZendeskClient client, ZendeskFields fields, ZendeskSettings settings) {
    this.client = client;
    this.fields = fields;
    this.settings = settings;
  }

  /** Which they are now; by search with the delay of its index, some minutes. */
  public List<TicketId> tickets() {
    return find().stream().map(ticket -> new TicketId(ticket.text("id"))).toList();
  }

  List<Doc> find() {
    List<Doc> tickets =
        settings.sweepView().isEmpty()
            ? client.ticketsBySearch(settings.sweepSearch())
            : client.ticketsOfView(settings.sweepView());
    return tickets.stream()
        .filter(ticket -> fields.commandOf(new TicketFields(ticket, fields).command()) != null)
        .toList();
  }
}
