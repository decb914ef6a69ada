package io.caserail.worker.config;

/** Whether real money and real customers are at the other end. */
public enum RunMode {
  /** Stand-ins or the vendors' test modes. */
  SANDBOX,
  /** The vendors' real systems: over https only, with live keys, and nobody trusted by name. */
  LIVE
}
