package io.caserail.worker.authority;

import io.caserail.activities.zendesk.TicketRecord;
import io.caserail.model.TicketId;

/** Where the second look reads a ticket. */
@FunctionalInterface
public interface TicketEvidence {
  /**
   * The ticket with every command that was ever given in it, read afresh.
   *
   * @throws RuntimeException with a {@link io.caserail.port.FailureType} type when it can't be read
   */
  TicketRecord read(TicketId ticket);
}
