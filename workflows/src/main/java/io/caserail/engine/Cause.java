package io.caserail.engine;

import io.caserail.decision.Block;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.Role;
import java.time.Duration;
import java.util.List;

/**
 * Why a step must wait: what becomes a {@link Block} once it has a number and a time.
 *
 * @param status how the wait shows
 * @param domain whose fault it is
 * @param system the system concerned, as people know it
 * @param code a short machine-readable cause
 * @param words a clause for people
 * @param evidence something to search for; may be empty
 * @param owner who has to act now
 * @param needs the roles whose yes is missing
 * @param offers the decisions that are legal
 * @param quiet how long nothing is written to the ticket
 * @param due how long until it is late
 */
public record Cause(
    CaseStatus status,
    FaultDomain domain,
    String system,
    String code,
    String words,
    String evidence,
    String owner,
    List<Role> needs,
    List<DecisionKind> offers,
    Duration quiet,
    Duration due) {
  public Cause {
    needs = List.copyOf(needs);
    offers = List.copyOf(offers);
  }

  /** The same cause with other legal decisions. */
  Cause offering(List<DecisionKind> others) {
    return new Cause(
        status, domain, system, code, words, evidence, owner, needs, others, quiet, due);
  }
}
