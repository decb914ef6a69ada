package io.caserail.worker.authority;

import io.caserail.model.Role;
import io.caserail.port.Assertion;
import io.caserail.port.CommandKind;
import io.caserail.port.Proof;
import io.caserail.worker.config.Trust;
import io.caserail.worker.policy.Policy;
import java.util.List;

/** What a claim proves that did not come through a ticket. */
final class SpokenTest {
  private final Policy policy;
  private final Trust trust;

  SpokenTest(Policy policy, Trust trust) {
    this.policy = policy;
    this.trust = trust;
  }

  Proof judge(Assertion assertion) {
    if (trust == Trust.LOCAL && !assertion.actor().isEmpty()) {
      return named(assertion.actor(), assertion.kind());
    }
    if (assertion.kind() == CommandKind.RETRY) {
      return Proof.of(List.of(Role.OPERATOR));
    }
    return Proof.refused("there is no proof of who says so; use the macro in the ticket");
  }

  /** Somebody whose name is enough; nobody is, unless names are trusted. */
  Proof named(String actor, CommandKind kind) {
    if (trust != Trust.LOCAL) {
      return Proof.refused("there is no proof of who says so");
    }
    List<Role> roles = policy.rolesOfLocal(actor);
    if (roles.isEmpty()) {
      return Proof.refused("the policy does not know this name");
    }
    String refusal = CommandRoles.refusal(kind, roles);
    return refusal == null ? Proof.of(roles) : Proof.refused(refusal);
  }
}
