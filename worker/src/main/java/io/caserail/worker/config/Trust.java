package io.caserail.worker.config;

/** What makes a claim of the command line believable. */
public enum Trust {
  /** Nothing but a proof. */
  PROOF,
  /** A name that the policy lists; for demonstration and development. */
  LOCAL
}
