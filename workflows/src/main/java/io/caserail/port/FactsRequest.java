package io.caserail.port;

import io.caserail.model.TicketId;
import java.time.Duration;
import java.util.List;

/**
 * Asks for a ticket to show how it stands with what its case has to mind.
 *
 * @param ticket which ticket
 * @param zone the time zone of what is shown
 * @param parts what is to be followed
 */
public record FactsRequest(TicketId ticket, String zone, List<Part> parts) {
  public FactsRequest {
    parts = List.copyOf(parts);
  }

  /**
   * One state that is followed.
   *
   * @param delay how old a look at it may be, by its contract, before it is not known any more
   */
  public record Part(Tracked tracked, Duration delay) {}
}
