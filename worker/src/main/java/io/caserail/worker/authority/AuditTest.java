package io.caserail.worker.authority;

import io.caserail.model.CaseKind;
import io.caserail.model.Role;
import io.caserail.port.AuditFacts;
import io.caserail.port.CommandKind;
import io.caserail.port.Proof;
import io.caserail.worker.policy.Acting;
import io.caserail.worker.policy.Policy;
import java.util.List;
import java.util.Map;

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

  /**
   * What it proves. The codes of a no: {@code at_creation}, {@code channel}, {@code by_rule},
   * {@code no_macro}, {@code other_macro}, {@code no_agent}, {@code no_role}.
   */
  public Proof judge(AuditFacts audit) {
    Acting acting = policy.acting(audit.authorId(), audit.authorGroups(), audit.at());
    List<Role> roles = acting.roles();
    if (audit.creation()) {
      return Proof.refused(
          "at_creation", "it was set when the ticket was created, and only a later click counts");
    }
    if (!policy.channels().contains(audit.channel())) {
      return Proof.refused(
          "channel",
          "it did not come from an agent's own screen but by '" + printable(audit.channel()) + "'");
    }
    if (audit.changedByRule()) {
      return Proof.refused("by_rule", "a trigger or automation set it, not a person");
    }
    String macro = audit.macroId();
    if (macro == null) {
      return Proof.refused("no_macro", "the command was set without its macro; apply the macro");
    }
    if (!macros(audit).contains(macro)) {
      return Proof.refused(
          "other_macro", "the macro that was applied is not ours for this command");
    }
    if (!audit.authorIsStaff()) {
      return Proof.refused("no_agent", "its author is no active agent");
    }
    if (roles.isEmpty()) {
      return Proof.refused("no_role", "its author is in no group that may do this");
    }
    String refusal = CommandRoles.refusal(audit.kind(), roles);
    return refusal == null
        ? Proof.of(roles).byGrant(CommandRoles.grant(audit.kind(), acting))
        : Proof.refused("no_role", refusal);
  }

  private List<String> macros(AuditFacts audit) {
    return macros.getOrDefault(audit.about(), Map.of()).getOrDefault(audit.kind(), List.of());
  }

  private static String printable(String channel) {
    return channel.matches("[A-Za-z0-9_ -]{1,40}") ? channel : "something unknown";
  }
}
