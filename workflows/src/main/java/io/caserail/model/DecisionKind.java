package io.caserail.model;

/**
 * What a person may say about a case. The first group ends the block that it answers; the second
 * amends it, or the case, which goes on.
 */
public enum DecisionKind {
  APPROVE,
  REFUSE,
  RETRY,
  CHECKED_FOUND,
  CHECKED_NONE,
  DONE_BY_HAND,
  /** Leave the step out and go on without it. */
  SKIP,
  /** Take back what was done, and end. */
  COMPENSATE,
  WITHDRAW,

  /**
   * Ask for the same with other data. Nobody says it by itself: it is what a newer request of the
   * same ticket says of the older one. Cases have refused it to whoever did, and their histories
   * are read by this name.
   */
  CORRECT,
  /** Move the time at which the block is late. */
  EXTEND,
  /** Name another owner. */
  HAND_OVER;

  /** Whether it amends an open case instead of ending a block. */
  public boolean isAmendment() {
    return this == CORRECT || this == EXTEND || this == HAND_OVER;
  }
}
