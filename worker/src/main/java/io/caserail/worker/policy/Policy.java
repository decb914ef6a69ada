package io.caserail.worker.policy;

import io.caserail.model.Role;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.RefundPolicy;
import io.caserail.port.VerificationPolicy;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A policy in force.
 *
 * @param refunds what refunds carry
 * @param cancellations what cancellations carry
 * @param verifications what verifications carry
 * @param roles per group id, what its members may act as
 * @param local per name, what somebody may act as where names are trusted
 * @param channels the audit channels that a person's own click arrives by
 */
public record Policy(
    RefundPolicy refunds,
    CancellationPolicy cancellations,
    VerificationPolicy verifications,
    Map<String, List<Role>> roles,
    Map<String, List<Role>> local,
    List<String> channels) {
  public Policy {
    roles = Map.copyOf(roles);
    local = Map.copyOf(local);
    channels = List.copyOf(channels);
  }

  /** What somebody in these groups may act as; in the roles' own order. */
  public List<Role> rolesOf(List<String> groups) {
    Set<Role> held = EnumSet.noneOf(Role.class);
    groups.forEach(group -> held.addAll(roles.getOrDefault(group, List.of())));
    return List.copyOf(held);
  }

  /** What this name may act as where names are trusted; empty for a stranger. */
  public List<Role> rolesOfLocal(String name) {
    return local.getOrDefault(name, List.of());
  }
}
