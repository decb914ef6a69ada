package io.caserail.decision;

import io.caserail.port.Claim;

/**
 * A decision that was accepted, and by whom it was said.
 *
 * @param decision what was decided
 * @param person who decided
 */
public record Taken(Decision decision, Person person) {
  /** What an order names of it. */
  public Claim claim() {
    return new Claim(decision.id(), person.actor(), decision.proofRef(), decision.details());
  }
}
