package io.caserail.worker.authority;

import io.caserail.model.CaseKind;
import io.caserail.model.Role;
import io.caserail.port.AuditFacts;
import io.caserail.port.CommandKind;
import io.caserail.port.Proof;
import io.caserail.worker.policy.Policy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a change of the command field proves that a person with a role meant it. The channel
 * carries the proof: a program may name a macro too, but can't come by an agent's browser.
 */
public final class AuditTest {
  private final Policy policy;
  private final Map<CaseKind, Map<CommandKind, List<String>>> macros;

  public AuditTest(Policy policy, Map<CaseKind, Map<CommandKind, List<String>>> macros) {
    this.policy = policy;
    this.macros = Map.copyOf(macros);
  }

  /** What the change is worth. */
  public Proof judge(AuditFacts audit) {
    List<Role> roles = policy.rolesOf(audit.authorGroups());
    String refusal = refusal(audit, roles);
    return refusal == null ? Proof.of(roles) : Proof.refused(refusal);
  }

  private @Nullable String refusal(AuditFacts audit, List<Role> roles) {
    if (audit.creation()) {
      return "it was set when the ticket was created, and only a later click counts";
    }
    if (!policy.channels().contains(audit.channel())) {
      return "it did not come from an agent's own screen but by '"
          + printable(audit.channel())
          + "'";
    }
    if (audit.changedByRule()) {
      return "a trigger or automation set it, not a person";
    }
    String macro = audit.macroId();
    if (macro == null) {
      return "the command was set without its macro; apply the macro";
    }
    if (!macros(audit).contains(macro)) {
      return "the macro that was applied is not ours for this command";
    }
    if (!audit.authorIsStaff()) {
      return "its author is no active agent";
    }
    if (roles.isEmpty()) {
      return "its author is in no group that may do this";
    }
    return CommandRoles.refusal(audit.kind(), roles);
  }

  private List<String> macros(AuditFacts audit) {
    return macros.getOrDefault(audit.about(), Map.of()).getOrDefault(audit.kind(), List.of());
  }

  private static String printable(String channel) {
    return channel.matches("[A-Za-z0-9_ -]{1,40}") ? channel : "something unknown";
  }
}
