package io.caserail.model;

/** What a person may say about a block. */
public enum DecisionKind {
  APPROVE,
  REFUSE,
  RETRY,
  CHECKED_FOUND,
  CHECKED_NONE,
  DONE_BY_HAND,
  WITHDRAW
}
