package io.caserail.sandbox.stripe;

import java.util.Locale;

/**
 * Where a dispute stands, as in {@code status}. The three {@code warning_*} ones are inquiries: no
 * money has been taken yet.
 *
 * @see <a href="https://docs.stripe.com/api/disputes/object">Stripe: the dispute object</a>
 */
public enum DisputeStatus {
  WARNING_NEEDS_RESPONSE(true),
  WARNING_UNDER_REVIEW(true),
  WARNING_CLOSED(true),
  NEEDS_RESPONSE(false),
  UNDER_REVIEW(false),
  WON(true),
  LOST(false),
  PREVENTED(false);

  private final boolean chargeRefundable;

  DisputeStatus(boolean chargeRefundable) {
    this.chargeRefundable = chargeRefundable;
  }

  /** The word that stands in JSON. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The value of {@code is_charge_refundable} that the stand-in gives this status. */
  public boolean chargeRefundable() {
    return chargeRefundable;
  }

  boolean closed() {
    return this == WARNING_CLOSED || this == WON || this == LOST || this == PREVENTED;
  }
}
