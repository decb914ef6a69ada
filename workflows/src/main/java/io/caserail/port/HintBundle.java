package io.caserail.port;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hints that came faster than each could be handed to its own case.
 *
 * @param lines in the order in which they came
 */
public record HintBundle(List<Line> lines) {
  public HintBundle {
    lines = List.copyOf(lines);
  }

  /**
   * One of them.
   *
   * @param kind of the case that shall read the ticket; null for the open cases of the ticket, of
   *     whatever kind
   * @param object what that case is about; null with the kind
   * @param hint the ticket
   */
  public record Line(@Nullable CaseKind kind, @Nullable ObjectId object, TicketHint hint) {
    public Line {
      if ((kind == null) != (object == null)) {
        throw new IllegalArgumentException("a kind of case and its object belong together");
      }
    }

    /** To the open cases of a ticket. */
    public static Line open(TicketHint hint) {
      return new Line(null, null, hint);
    }
  }
}
