package io.caserail.model;

/** Whose fault it is that a case waits. */
public enum FaultDomain {
  LOCAL,
  ZENDESK,
  UPSTREAM,
  DATA,
  PEOPLE,
  UNKNOWN
}
