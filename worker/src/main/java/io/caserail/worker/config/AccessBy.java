package io.caserail.worker.config;

/** Which system says what customers may use. */
public enum AccessBy {
  /** The SCIM 2.0 server under {@code scim}. */
  SCIM,
  /** The company's own API under {@code company}. */
  COMPANY
}
