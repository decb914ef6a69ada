package io.caserail.reconcile;

import java.time.Instant;

/**
 * One object of which truth, ticket and case did not say the same. Ids and codes only.
 *
 * @param ref the object's id in its system
 * @param object what its case locks
 * @param ticket the ticket's number; empty where none is known
 * @param difference how they differed
 * @param verdict what became of it
 * @param truth the status in the source of truth, in its own word
 * @param shown what the ticket showed; empty where it said nothing of it
 * @param caseState what the case was: {@code open}, {@code closed} or {@code unknown}
 * @param since when the truth last changed
 */
public record Row(
    String ref,
    String object,
    String ticket,
    Difference difference,
    Verdict verdict,
    String truth,
    String shown,
    String caseState,
    Instant since) {

  /** The row of a difference. */
  public static Row of(Truth truth, Standing standing, Difference difference, Verdict verdict) {
    return new Row(
        truth.ref(),
        truth.object().value(),
        truth.ticket(),
        difference,
        verdict,
        truth.status(),
        standing.ticket() == null ? "" : standing.ticket().name(),
        standing.open() ? "open" : standing.known() ? "closed" : "unknown",
        truth.since());
  }

  /** The same, with what became of it. */
  public Row become(Verdict end) {
    return new Row(ref, object, ticket, difference, end, truth, shown, caseState, since);
  }
}
