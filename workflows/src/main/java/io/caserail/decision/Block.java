package io.caserail.decision;

import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.Role;
import io.caserail.model.Step;
import java.time.Instant;
import java.util.List;

/**
 * Why a request waits, and what a person may do about it.
 *
 * @param id step and count, for example {@code pay#2}; a decision names it
 * @param step the step that waits
 * @param status how the wait shows: WAITING, IN_DOUBT, NEEDS_APPROVAL or BLOCKED
 * @param domain whose fault it is
 * @param system the system concerned, as people know it
 * @param code a short machine-readable cause
 * @param cause a clause for people
 * @param evidence something to search for; may be empty
 * @param owner who has to act now
 * @param needs the roles whose yes is still missing; for other waits the roles that may decide
 * @param offers the decisions that are legal
 * @param since when the cause began
 * @param due when it becomes late, or expires
 */
public record Block(
    String id,
    String step,
    CaseStatus status,
    FaultDomain domain,
    String system,
    String code,
    String cause,
    String evidence,
    String owner,
    List<Role> needs,
    List<DecisionKind> offers,
    Instant since,
    Instant due) {

  /** Who owns a question that its own group has not answered in time. */
  public static final String DUTY_LEAD = "the duty lead";

  public Block {
    needs = List.copyOf(needs);
    offers = List.copyOf(offers);
    if (!status.isWait()) {
      throw new IllegalArgumentException(status + " is no state of waiting");
    }
  }

  /** Whether a wait of a step for a cause is this one going on. */
  public boolean isSame(Step waiting, Cause other) {
    return step.equals(waiting.name()) && status == other.status() && code.equals(other.code());
  }

  /** Whether whoever has read the other one has read what this one asks. */
  public boolean asksTheSame(Block other) {
    return step.equals(other.step)
        && status == other.status
        && code.equals(other.code)
        && cause.equals(other.cause)
        && needs.equals(other.needs)
        && offers.equals(other.offers);
  }

  /** The same block, late at another time. */
  public Block until(Instant other) {
    return new Block(
        id, step, status, domain, system, code, cause, evidence, owner, needs, offers, since,
        other);
  }

  /** The same block with another owner. */
  public Block ownedBy(String other) {
    return new Block(
        id, step, status, domain, system, code, cause, evidence, other, needs, offers, since, due);
  }
}
