package io.caserail.sandbox.stripe;

import java.util.Locale;

/**
 * Why a refund is pending, as in {@code pending_reason}.
 *
 * @see <a href="https://docs.stripe.com/api/refunds/object">Stripe: the refund object</a>
 */
public enum PendingReason {
  PROCESSING,
  INSUFFICIENT_FUNDS,
  CHARGE_PENDING;

  /** The word that stands in JSON. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
