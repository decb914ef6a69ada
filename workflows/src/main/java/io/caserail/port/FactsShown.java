package io.caserail.port;

import io.caserail.model.TicketId;
import java.util.List;

/**
 * What a ticket's field is to say of the states that a case has to mind.
 *
 * @param ticket which ticket
 * @param headings what the case's own lines begin with; other cases' lines stay as they are
 * @param lines its lines as they are now
 */
public record FactsShown(TicketId ticket, List<String> headings, List<String> lines) {
  public FactsShown {
    headings = List.copyOf(headings);
    lines = List.copyOf(lines);
  }
}
