package io.caserail.decision;

import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.Role;
import io.caserail.model.Step;
import java.time.Duration;
import java.time.Instant;
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

  /**
   * People have to act: you, unless somebody is named. The ticket says so at once.
   *
   * @param due how long until it is late, or expires
   */
  public static Cause people(CaseStatus status, String code, String words, Duration due) {
    return new Cause(
        status,
        FaultDomain.PEOPLE,
        "",
        code,
        words,
        "",
        "you",
        List.of(),
        List.of(),
        Duration.ZERO,
        due);
  }

  /** A system has not given its word yet; the ticket says so once that is late. */
  public static Cause system(String system, String code, String words, Duration due) {
    return new Cause(
        CaseStatus.WAITING,
        FaultDomain.UPSTREAM,
        system,
        code,
        words,
        "",
        "Caserail",
        List.of(),
        List.of(),
        due,
        due);
  }

  /**
   * The block of a step that waits for it.
   *
   * @param count the block's number within its case
   * @param since when it began
   */
  public Block block(Step step, int count, Instant since) {
    return new Block(
        step.name() + "#" + count,
        step.name(),
        status,
        domain,
        system,
        code,
        words,
        evidence,
        owner,
        needs,
        offers,
        since,
        since.plus(due));
  }

  /** The same cause with something to search for. */
  public Cause showing(String found) {
    return new Cause(status, domain, system, code, words, found, owner, needs, offers, quiet, due);
  }

  /** The same cause, and somebody else has to act. */
  public Cause ownedBy(String other) {
    return new Cause(
        status, domain, system, code, words, evidence, other, needs, offers, quiet, due);
  }

  /** The same cause, for which only these roles' word counts. */
  public Cause needing(List<Role> roles) {
    return new Cause(
        status, domain, system, code, words, evidence, owner, roles, offers, quiet, due);
  }

  /** The same cause with these legal decisions. */
  public Cause offering(List<DecisionKind> legal) {
    return new Cause(
        status, domain, system, code, words, evidence, owner, needs, legal, quiet, due);
  }

  /** The same cause, of which the ticket says nothing for a while. */
  public Cause quietFor(Duration time) {
    return new Cause(
        status, domain, system, code, words, evidence, owner, needs, offers, time, due);
  }
}
