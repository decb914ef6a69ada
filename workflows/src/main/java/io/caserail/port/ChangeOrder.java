package io.caserail.port;

import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import java.util.List;

/**
 * A change to be made to one object of one system, with what proves that it may be made. The
 * process that holds the system's key believes none of it: it asks its {@link Clearance} again.
 *
 * @param attempt the operation and its try
 * @param object the object's id in that system
 * @param value what else the change needs, as the method says; empty where it needs nothing
 * @param ticket where it was asked
 * @param request who asked
 * @param approvals who approved
 */
public record ChangeOrder(
    Attempt attempt,
    ObjectId object,
    String value,
    TicketId ticket,
    Claim request,
    List<Claim> approvals) {
  public ChangeOrder {
    approvals = List.copyOf(approvals);
  }
}
