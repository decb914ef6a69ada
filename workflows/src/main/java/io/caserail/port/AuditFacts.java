package io.caserail.port;

import io.caserail.model.CaseKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of the command field, as the ticket's audit log holds it; no judgement yet.
 *
 * @param auditId the audit's number
 * @param at when
 * @param channel the audit's own channel, for example {@code web}
 * @param creation whether the ticket was created by this audit
 * @param changedByRule whether the field's change has a {@code via} of its own (a trigger's change)
 * @param macroId the macro that the audit names; null when none
 * @param about the kind of case that the command is for, as the field's value says
 * @param kind the command that the field's value stands for
 * @param authorId who wrote the audit
 * @param authorIsStaff whether that person is an active agent or admin
 * @param authorGroups the group ids that person is in now
 */
public record AuditFacts(
    String auditId,
    Instant at,
    String channel,
    boolean creation,
    boolean changedByRule,
    @Nullable String macroId,
    CaseKind about,
    CommandKind kind,
    String authorId,
    boolean authorIsStaff,
    List<String> authorGroups) {
  public AuditFacts {
    authorGroups = List.copyOf(authorGroups);
  }
}
