package io.caserail.port;

import io.caserail.model.Digest;

/**
 * Which run of a case says something in a ticket; the ids as digests, since tickets keep them.
 *
 * @param about the case
 * @param run its run
 * @param ended whether that run was ended by somebody, and it is said for it
 */
public record SaidBy(String about, String run, boolean ended) {
  /** A run that speaks itself. */
  public static SaidBy of(String caseId, String runId) {
    return new SaidBy(Digest.hex(16, caseId), Digest.hex(16, runId), false);
  }

  /** Whoever speaks for it after somebody has ended it. */
  public SaidBy afterItsEnd() {
    return new SaidBy(about, run, true);
  }
}
