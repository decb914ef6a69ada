package io.caserail.activities.zendesk;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An audit that gave a command.
 *
 * @param audit the entry
 * @param option the command, and the kind of case that it is for
 * @param macroId the macro that it names; of several the one that gives the command, else one of
 *     ours if there is one; empty for none
 * @param changedByRule whether a rule put the command there
 * @param shown the marks of that kind's views that stood in the ticket then
 * @param asked what requests of that kind named that stood in the ticket then, of which no write of
 *     ours had told yet
 * @param requester whose ticket it was right after it, by their id; empty where the log never says
 * @param values the fields of its kind right after it
 */
record CommandAudit(
    TicketAudit audit,
    CommandOption option,
    String macroId,
    boolean changedByRule,
    List<ViewMark> shown,
    List<String> asked,
    String requester,
    FieldValues values) {
  CommandAudit {
    shown = List.copyOf(shown);
    asked = List.copyOf(asked);
  }

  /** What a mark names it by. */
  String commandId() {
    return "audit-" + audit.id();
  }

  /** What its author could read: the highest revision of those views; 0 where there is none. */
  long seen() {
    return shown.stream().mapToLong(ViewMark::revision).max().orElse(0);
  }

  /** The same of each case's own views, by the digest of its id; empty for those of none. */
  Map<String, Long> seenByCase() {
    return shown.stream()
        .collect(
            Collectors.toMap(
                mark -> mark.by() == null ? "" : mark.by().about(), ViewMark::revision, Math::max));
  }
}
