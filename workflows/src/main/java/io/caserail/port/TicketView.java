package io.caserail.port;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket should show: our fields, and the note that belongs to them.
 *
 * @param state the state list; null leaves it as it is
 * @param waitsFor the waits-for list; null leaves it as it is
 * @param reference the reference field; empty where there is none yet
 * @param note an internal note, at most five lines; empty for no note
 * @param toCustomer what the customer is told before that; null for nothing
 * @param fields what the request's fields hold; null leaves them as they are
 * @param waitsOn the system whose outage is named behind the note's first line, if it has one when
 *     the note is written; null for none
 * @param late whether what the state says takes longer than it may
 * @param words what the note adds for a customer who asks; null for nothing
 */
public record TicketView(
    @Nullable TicketState state,
    @Nullable WaitsFor waitsFor,
    String reference,
    List<String> note,
    @Nullable CustomerNotice toCustomer,
    @Nullable RequestFields fields,
    @Nullable String waitsOn,
    boolean late,
    @Nullable CustomerWords words) {
  public TicketView {
    note = List.copyOf(note);
  }

  /** A view of which the customer hears nothing. */
  public TicketView(
      @Nullable TicketState state,
      @Nullable WaitsFor waitsFor,
      String reference,
      List<String> note) {
    this(state, waitsFor, reference, note, null, null, null, false, null);
  }

  /** The same, once the customer is told. */
  public TicketView telling(CustomerNotice notice) {
    return new TicketView(state, waitsFor, reference, note, notice, fields, waitsOn, late, words);
  }

  /** The same fields with another note. */
  public TicketView saying(List<String> lines) {
    return new TicketView(
        state, waitsFor, reference, lines, toCustomer, fields, waitsOn, late, words);
  }

  /** The same, where its macros find the request. */
  public TicketView naming(RequestFields request) {
    return new TicketView(
        state, waitsFor, reference, note, toCustomer, request, waitsOn, late, words);
  }

  /** The same, which names the outage of a system where there is one. */
  public TicketView waitingOn(String system) {
    return new TicketView(
        state, waitsFor, reference, note, toCustomer, fields, system, late, words);
  }

  /**
   * The same, which says so behind whoever owns it, or at its end; nothing where it has no note.
   */
  public TicketView adding(String sentence) {
    CustomerNotice notice =
        toCustomer == null
            ? null
            : new CustomerNotice(
                toCustomer.text(), toCustomer.amount(), added(toCustomer.note(), sentence));
    return new TicketView(
        state, waitsFor, reference, added(note, sentence), notice, fields, waitsOn, late, words);
  }

  private static List<String> added(List<String> lines, String sentence) {
    List<String> more = new ArrayList<>(lines);
    for (int i = 0; i < more.size(); i++) {
      if (i == more.size() - 1 || more.get(i).startsWith("Owner:")) {
        more.set(i, more.get(i) + " " + sentence);
        break;
      }
    }
    return more;
  }

  /** The same, which takes too long. */
  public TicketView beingLate() {
    return new TicketView(
        state, waitsFor, reference, note, toCustomer, fields, waitsOn, true, words);
  }

  /** The same, with what may be said to a customer who asks. */
  public TicketView offering(@Nullable CustomerWords toSay) {
    return new TicketView(
        state, waitsFor, reference, note, toCustomer, fields, waitsOn, late, toSay);
  }
}
