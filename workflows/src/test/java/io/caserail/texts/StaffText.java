package io.caserail.texts;

import io.caserail.model.CaseStatus;
import io.caserail.model.FaultDomain;
import io.caserail.port.TicketView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A note as it stands in a ticket, and when it does.
 *
 * @param situation when, in a few words
 * @param status where the request is then; null for what no request has asked for
 * @param whose whose fault it is that it waits; null where it does not
 * @param fields what the ticket's lists show with it; null where they are left as they are
 * @param lines the note; empty where nothing is said
 */
public record StaffText(
    String situation,
    @Nullable CaseStatus status,
    @Nullable FaultDomain whose,
    @Nullable TicketView fields,
    List<String> lines) {
  public StaffText {
    lines = List.copyOf(lines);
  }
}
