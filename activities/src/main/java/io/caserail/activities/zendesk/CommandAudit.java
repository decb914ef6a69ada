package io.caserail.activities.zendesk;

/**
 * An audit that gave a command.
 *
 * @param audit the entry
 * @param option the command, and the kind of case that it is for
 * @param macroId the macro that it names, one of ours if there is one; empty for none
 * @param changedByRule whether a rule put the command there
 * @param seen the highest revision of that kind's views that stood in the ticket then
 * @param requester whose ticket it was right after it, by their id; empty where the log never says
 * @param values the fields of its kind right after it
 */
record CommandAudit(
    TicketAudit audit,
    CommandOption option,
    String macroId,
    boolean changedByRule,
    long seen,
    String requester,
    FieldValues values) {
  /** What a mark names it by. */
  String commandId() {
    return "audit-" + audit.id();
  }
}
