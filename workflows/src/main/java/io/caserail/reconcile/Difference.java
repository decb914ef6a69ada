package io.caserail.reconcile;

/** How an object's truth, its ticket and its case differ. */
public enum Difference {
  /** The truth has moved on, and an open case has not heard of it. */
  TRUTH_AHEAD,
  /** Nobody works at it any more, and the ticket does not say what is true. */
  TICKET_BEHIND,
  /** Something is to be followed or to be said, and there is no case that would. */
  CASE_MISSING,
  /** Somebody else has done it: no case has, and nobody has named it to one. */
  FOREIGN,
  /** What was asked for once exists twice. */
  DOUBLED,
  /** What the ticket calls done was taken back by somebody else. */
  REVERSED,
  /** A customer has shown who they are, and no case is there that would have it erased. */
  NOT_ERASED
}
