package io.caserail.port;

import io.caserail.model.TicketId;
import java.util.List;

/**
 * Something was said in a ticket that a settlement may be waiting for.
 *
 * @param ticket where it was said
 * @param refunds the refunds whose settlements to ask
 */
public record SettlementHint(TicketId ticket, List<String> refunds) {
  public SettlementHint {
    refunds = List.copyOf(refunds);
  }
}
