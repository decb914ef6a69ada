package io.caserail.reconcile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What a day's comparison has found.
 *
 * @param account whose
 * @param day which day, in the policy's zone
 * @param from since when changes were looked at; each state begins earlier by its delay
 * @param to until when
 * @param at when the comparison was over
 * @param policy the hash of the policy in force
 * @param states state by state
 */
public record Proof(
    String account,
    LocalDate day,
    Instant from,
    Instant to,
    Instant at,
    String policy,
    List<StateProof> states) {
  public Proof {
    states = List.copyOf(states);
  }

  /** Whether every list was read to its end, and everything looked at that had to be. */
  public boolean complete() {
    return !states.isEmpty() && states.stream().allMatch(state -> state.fault().isEmpty());
  }

  /** How many objects differ until people have settled them. */
  public int left() {
    return states.stream().mapToInt(StateProof::left).sum();
  }
}
