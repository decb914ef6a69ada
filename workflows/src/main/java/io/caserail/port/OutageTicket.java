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
 * @param said what leads said last, oldest first; a few
 */
public record OutageTicket(
    String outage,
    long revision,
    String subject,
    List<String> note,
    boolean solved,
    List<OutageSaid> said) {
  public OutageTicket {
    note = List.copyOf(note);
    // Older histories hold notes without it.
    said = said == null ? List.of() : List.copyOf(said);
  }

  /** The ticket of an outage about which nobody has said anything. */
  public OutageTicket(
      String outage, long revision, String subject, List<String> note, boolean solved) {
    this(outage, revision, subject, note, solved, List.of());
  }
}
