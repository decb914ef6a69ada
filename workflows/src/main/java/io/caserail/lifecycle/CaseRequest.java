package io.caserail.lifecycle;

import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.Claim;

/** One wish for a change, frozen when it was made; each kind of case has its own. */
public interface CaseRequest {
  /** Its identity: the same wish, made again, has the same key. */
  RequestKey key();

  /** Where it was asked. */
  TicketId ticket();

  /** Who asked, and the command that proves it. */
  Claim by();

  /** The requester's name, for colleagues. */
  String name();
}
