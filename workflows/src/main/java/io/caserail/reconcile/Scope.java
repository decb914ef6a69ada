package io.caserail.reconcile;

import io.caserail.contract.LifecycleState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is to be compared for a day.
 *
 * @param account whose
 * @param from where the day begins
 * @param to where it ends, or now
 * @param states which states
 * @param lookAgainAfter how long what is being mended is given until it is looked at again
 * @param policy the hash of the policy in force
 */
public record Scope(
    String account,
    Instant from,
    Instant to,
    List<LifecycleState> states,
    Duration lookAgainAfter,
    String policy) {
  public Scope {
    states = List.copyOf(states);
  }
}
