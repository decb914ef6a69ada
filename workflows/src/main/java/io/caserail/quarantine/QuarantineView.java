package io.caserail.quarantine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry, for people.
 *
 * @param entryId the workflow id
 * @param entry the event as it arrived
 * @param status where it is
 * @param clause what of the contract it broke when it was read last
 * @param rule where that clause stands
 * @param owner who has to act
 * @param due when it escalates, or has escalated anew; null when nothing is due
 * @param became what it was understood as: a case's id, {@code ignored} or the like; empty before
 * @param deciding whether a decision is being carried out
 * @param record what happened to it, oldest first
 */
public record QuarantineView(
    String entryId,
    QuarantineEntry entry,
    QuarantineStatus status,
    String clause,
    String rule,
    String owner,
    @Nullable Instant due,
    String became,
    boolean deciding,
    List<Line> record) {
  public QuarantineView {
    record = List.copyOf(record);
  }

  /**
   * One line of the record.
   *
   * @param what what happened, for people
   * @param by who did it; empty for the entry itself
   */
  public record Line(Instant at, String what, String by) {}
}
