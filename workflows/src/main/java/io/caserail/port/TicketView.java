package io.caserail.port;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket should show of one request: the fields, and the note that belongs to them.
 *
 * @param state the state list; null leaves it as it is
 * @param waitsFor the waits-for list; null leaves it as it is
 * @param reference the reference field; empty where there is none yet
 * @param note an internal note, at most five lines; empty for no note
 */
public record TicketView(
    @Nullable TicketState state, @Nullable WaitsFor waitsFor, String reference, List<String> note) {
  public TicketView {
    note = List.copyOf(note);
  }

  /** The same fields with another note. */
  public TicketView saying(List<String> lines) {
    return new TicketView(state, waitsFor, reference, lines);
  }
}
