package io.caserail.port;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;

/**
 * Asks for the commands of one ticket that no case has used yet.
 *
 * @param kind whose commands; those for another kind of case are left to it
 * @param object what the asking case is about
 * @param ticket which
 */
public record ReadTicketRequest(CaseKind kind, ObjectId object, TicketId ticket) {}
