package io.caserail.sandbox.easypost;

/** What the carrier will do when it is asked to take a label back. */
public enum CarrierAnswer {
  /** Submitted, and refunded after a while, unless the parcel moves before that. */
  REFUND,
  /** Refunded in the answer. */
  REFUND_AT_ONCE,
  /** Submitted, and rejected after a while. */
  REJECT,
  /** The first time as {@link #REJECT}, then as {@link #REFUND}. */
  REJECT_ONCE,
  /** Not applicable, as with carriers that bill on scan. */
  NOT_APPLICABLE
}
