package io.caserail.port;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;

/** Asks for the commands of one ticket that no case has used yet. */
public record ReadTicketRequest(CaseKind kind, ObjectId object, TicketId ticket) {}
