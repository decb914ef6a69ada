package io.caserail.port;

import java.util.List;

/**
 * What the ticket of an outage should say.
 *
 * @param outage the outage's name: one ticket for each
 * @param revision counts what was to be said upwards: an older note never follows a newer one
 * @param subject the ticket's subject, when it is made
 * @param note an internal note, at most five lines
 * @param solved whether the ticket is solved thereby, or open
 */
public record OutageTicket(
    String outage, long revision, String subject, List<String> note, boolean solved) {
  public OutageTicket {
    note = List.copyOf(note);
  }
}
