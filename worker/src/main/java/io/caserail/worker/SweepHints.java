package io.caserail.worker;

import io.caserail.activities.zendesk.HintSink;
import io.caserail.client.CaseClient;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.refund.TicketHint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what the sweep finds to the case of its payment. */
final class SweepHints implements HintSink {
  private static final Logger log = LoggerFactory.getLogger(SweepHints.class);

  private final CaseClient cases;

  SweepHints(CaseClient cases) {
    this.cases = cases;
  }

  @Override
  public void hint(TicketId ticket, @Nullable ObjectId object) {
    if (object == null) {
      log.warn("a command names no payment, and no case can take it; ticketId={}", ticket);
      return;
    }
    cases.submit(object, new TicketHint(ticket, "sweep"));
  }
}
