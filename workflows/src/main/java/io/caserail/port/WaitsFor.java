package io.caserail.port;

/** What the list field {@code Caserail waits for} shows. */
public enum WaitsFor {
  NOBODY,
  CASERAIL,
  REQUESTER,
  APPROVERS,
  FINANCE,
  LEAD,
  PAYMENT_SYSTEM,
  ENGINEERING
}
