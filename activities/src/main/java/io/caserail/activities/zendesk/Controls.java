package io.caserail.activities.zendesk;

import java.util.List;

/**
 * What people and we ourselves have said about pauses; each failure is an {@link
 * io.temporal.failure.ApplicationFailure}.
 */
public interface Controls {
  /** Every word that was said, read afresh. Throws when that can't be, or nobody could pause. */
  ControlLog read();

  /**
   * Leaves a mark of ours, with an internal note, unless somebody has changed the ticket meanwhile.
   * Throws when it is not certain that it stands there.
   *
   * @param read what was said when the mark was found to be due
   */
  void write(ControlLog read, ControlMark mark, List<String> note);
}
