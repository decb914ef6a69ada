package io.caserail.activities.zendesk;

import io.caserail.port.CommandKind;

/**
 * An audit that gave a command.
 *
 * @param audit the entry
 * @param kind the command
 * @param macroId the macro that it names, one of ours if there is one; empty for none
 * @param changedByRule whether a rule put the command there
 * @param seen the highest revision of ours that stood in the ticket then
 * @param values the request's fields right after it
 */
record CommandAudit(
    TicketAudit audit,
    CommandKind kind,
    String macroId,
    boolean changedByRule,
    long seen,
    FieldValues values) {
  /** What a mark names it by. */
  String commandId() {
    return "audit-" + audit.id();
  }
}
