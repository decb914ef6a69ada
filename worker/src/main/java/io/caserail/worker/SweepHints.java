package io.caserail.worker;

import io.caserail.activities.zendesk.HintSink;
import io.caserail.client.CaseClient;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.port.SweptEvent;
import io.caserail.port.TicketHint;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is found in a ticket, by the sweep or beside another case's command, to the case of
 * its kind and object.
 */
final class SweepHints implements HintSink {
  private final CaseClient cases;

  SweepHints(CaseClient cases) {
    this.cases = cases;
  }

  @Override
  public void hint(CaseKind kind, TicketId ticket, @Nullable ObjectId object) {
    // Without an object's number there is still a ticket to be answered: a case of its own does it.
    ObjectId lock = object == null ? new ObjectId("ticket-" + ticket) : object;
    var unused =
        CaseActivitiesImpl.reached(
            () -> {
              cases.submit(kind, lock, new TicketHint(ticket, SweptEvent.SOURCE));
              return lock;
            });
  }
}
