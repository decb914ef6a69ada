package io.caserail.decision;

import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Blocks, decisions and people, as tests speak of them. */
public final class Blocks {
  private static final Instant SINCE = Instant.parse("2026-11-23T14:00:00Z");

  private Blocks() {}

  /** A block that needs these roles and offers whatever is named. */
  public static Block block(String id, List<Role> needs, DecisionKind... offers) {
    return new Block(
        id,
        "approve",
        CaseStatus.NEEDS_APPROVAL,
        FaultDomain.PEOPLE,
        "Stripe",
        "above_limit",
        "above 50.00 EUR",
        "",
        "Refund approvers",
        needs,
        List.of(offers),
        SINCE,
        SINCE.plus(Duration.ofDays(1)));
  }

  public static Decision decision(String id, DecisionKind kind) {
    return decision(id, kind, "", "");
  }

  public static Decision decision(String id, DecisionKind kind, String blockId, String reference) {
    return new Decision(id, blockId, kind, "ana", "", "", reference);
  }

  public static Person person(String name, Role... roles) {
    return new Person(name, name, new PersonTag("none"), List.of(roles));
  }
}
