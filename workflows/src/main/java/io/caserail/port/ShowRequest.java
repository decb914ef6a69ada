package io.caserail.port;

import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import java.util.List;

/**
 * Asks for a view to be written to a ticket, once.
 *
 * @param ticket which ticket
 * @param view what it should show
 * @param key whose view it is: an older one of the same key never replaces a newer one
 * @param revision counts the views of a key upwards
 * @param commands the command ids that are thereby used up; the command field is emptied
 */
public record ShowRequest(
    TicketId ticket, TicketView view, RequestKey key, long revision, List<String> commands) {
  public ShowRequest {
    commands = List.copyOf(commands);
  }
}
