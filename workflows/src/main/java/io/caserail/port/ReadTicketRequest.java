package io.caserail.port;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the commands of one ticket that no case has used yet.
 *
 * @param kind whose commands; those for another kind of case are left to it
 * @param object what the asking case is about
 * @param ticket which
 * @param reader the workflow id of the case that reads: only its own views could be read as what it
 *     asks; null where every view of the kind counts, and in older histories
 */
public record ReadTicketRequest(
    CaseKind kind, ObjectId object, TicketId ticket, @Nullable String reader) {
  /** Read by no case in particular. */
  public ReadTicketRequest(CaseKind kind, ObjectId object, TicketId ticket) {
    this(kind, object, ticket, null);
  }

  /** The same, read by that case. */
  public ReadTicketRequest readBy(String caseId) {
    return new ReadTicketRequest(kind, object, ticket, caseId);
  }
}
