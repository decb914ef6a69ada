package io.caserail.port;

/** What the list field {@code Caserail state} shows. */
public enum TicketState {
  WORKING,
  DONE,
  PENDING,
  NEEDS_APPROVAL,
  WAITING,
  CHECK_NEEDED,
  NEEDS_PERSON,
  REJECTED,
  REFUSED,
  WITHDRAWN,
  EXPIRED,
  FAILED
}
