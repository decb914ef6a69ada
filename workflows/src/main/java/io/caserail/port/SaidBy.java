package io.caserail.port;

import io.caserail.model.Digest;

/**
 * Which run of a case says something in a ticket; the ids as digests, since tickets keep them.
 *
 * @param about the case
 * @param run its run
 * @param ended whether that run was ended by somebody, and it is said for it
 * @param object what people name the case by: a payment's number, a refund's where it follows one;
 *     empty where it is not told, and in older marks
 * @param field what the ticket's field for the object holds where this case is meant; for what
 *     follows a refund its payment
 */
public record SaidBy(String about, String run, boolean ended, String object, String field) {
  public SaidBy {
    // Older histories and marks hold none.
    object = object == null ? "" : object;
    field = field == null ? "" : field;
  }

  /** A run that speaks itself. */
  public static SaidBy of(String caseId, String runId) {
    return new SaidBy(Digest.hex(16, caseId), Digest.hex(16, runId), false, "", "");
  }

  /** The same, of a case that people name by these. */
  public SaidBy named(String by, String inField) {
    return new SaidBy(about, run, ended, by, inField);
  }

  /** Whoever speaks for it after somebody has ended it. */
  public SaidBy afterItsEnd() {
    return new SaidBy(about, run, true, object, field);
  }
}
