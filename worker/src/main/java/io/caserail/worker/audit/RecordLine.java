package io.caserail.worker.audit;

/** A line of the record; each kind of event has the fields that it needs. */
public sealed interface RecordLine permits AuditLine, ControlLine, ProofLine, TicketLine {}
