package io.caserail.reconcile;

import io.caserail.contract.LifecycleState;
import java.time.Duration;
import java.util.List;

/**
 * What a day's comparison has found of one state.
 *
 * @param state which state
 * @param system the source of truth; empty where it was not even asked
 * @param delay how far what people see may be behind it, by the contract
 * @param triage who has what was handed on, by the contract
 * @param contract a hash of the contract in force
 * @param compared how many objects were compared
 * @param differed of how many truth, ticket and case did not say the same
 * @param healed how many of those do now
 * @param waiting how many of those are younger than the delay
 * @param handed how many of those a person has
 * @param untold how many of those a person should have, and no ticket is known that would tell one
 * @param rows those that differed, by their ids
 * @param fault why this proves nothing, in a clause: a list that ended early, an object that could
 *     not be looked at again; empty where it does
 */
public record StateProof(
    LifecycleState state,
    String system,
    Duration delay,
    String triage,
    String contract,
    int compared,
    int differed,
    int healed,
    int waiting,
    int handed,
    int untold,
    List<Row> rows,
    String fault) {
  public StateProof {
    rows = List.copyOf(rows);
  }

  /** The proof that rows make. */
  public static StateProof of(
      LifecycleState state,
      String system,
      Duration delay,
      String triage,
      String contract,
      int compared,
      List<Row> rows,
      String fault) {
    return new StateProof(
        state,
        system,
        delay,
        triage,
        contract,
        compared,
        rows.size(),
        count(rows, Verdict.HEALED),
        count(rows, Verdict.WAITING),
        count(rows, Verdict.HANDED),
        count(rows, Verdict.NOBODY_TOLD),
        rows,
        fault);
  }

  /** A state that could not be compared. */
  public static StateProof failed(LifecycleState state, String why) {
    return of(state, "", Duration.ZERO, "", "", 0, List.of(), why);
  }

  /** The same with other rows. */
  public StateProof with(List<Row> now) {
    return of(state, system, delay, triage, contract, compared, now, fault);
  }

  /** The same, which proves nothing. */
  public StateProof without(String why) {
    return of(state, system, delay, triage, contract, compared, rows, why);
  }

  /** Whether something has yet to be looked at again. */
  public boolean mends() {
    return rows.stream().anyMatch(row -> row.verdict() == Verdict.MENDING);
  }

  /** How many differ until a person has settled them. */
  public int left() {
    return handed + untold;
  }

  private static int count(List<Row> rows, Verdict verdict) {
    return (int) rows.stream().filter(row -> row.verdict() == verdict).count();
  }
}
