package io.caserail.port;

import java.util.List;

/**
 * What a ticket should show of one request: the fields, and the note that belongs to them.
 *
 * @param state the state list
 * @param waitsFor the waits-for list
 * @param reference the reference field; empty where there is none yet
 * @param note an internal note, at most five lines; empty for no note
 */
public record TicketView(
    TicketState state, WaitsFor waitsFor, String reference, List<String> note) {
  public TicketView {
    note = List.copyOf(note);
  }
}
