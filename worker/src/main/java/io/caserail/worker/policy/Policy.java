package io.caserail.worker.policy;

import io.caserail.model.Role;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.RefundPolicy;
import io.caserail.port.VerificationPolicy;
import java.time.Instant;
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
 * @param grants who stands in for a role, and when; those that are over count for what was said
 *     while they held
 */
public record Policy(
    RefundPolicy refunds,
    CancellationPolicy cancellations,
    VerificationPolicy verifications,
    Map<String, List<Role>> roles,
    Map<String, List<Role>> local,
    List<String> channels,
    List<Grant> grants) {
  public Policy {
    roles = Map.copyOf(roles);
    local = Map.copyOf(local);
    channels = List.copyOf(channels);
    grants = List.copyOf(grants);
  }

  /**
   * What somebody may act as: what their groups give, and what they stand in for. An engineer
   * stands in for nobody, since engineers never approve.
   *
   * @param person by their id in Zendesk
   * @param groups those that they are in
   * @param at when they spoke
   */
  public Acting acting(String person, List<String> groups, Instant at) {
    Set<Role> held = EnumSet.noneOf(Role.class);
    groups.forEach(group -> held.addAll(roles.getOrDefault(group, List.of())));
    List<Grant> standIn =
        held.contains(Role.OPERATOR)
            ? List.of()
            : grants.stream()
                .filter(grant -> grant.person().equals(person) && grant.holds(at))
                .filter(grant -> !held.contains(grant.role()))
                .toList();
    standIn.forEach(grant -> held.add(grant.role()));
    return new Acting(List.copyOf(held), standIn);
  }

  /** What this name may act as where names are trusted; empty for a stranger. */
  public List<Role> rolesOfLocal(String name) {
    return local.getOrDefault(name, List.of());
  }
}
