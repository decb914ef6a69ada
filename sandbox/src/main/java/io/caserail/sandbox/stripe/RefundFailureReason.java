package io.caserail.sandbox.stripe;

import java.util.Locale;

/**
 * Why a refund failed, as in {@code failure_reason}.
 *
 * @see <a href="https://docs.stripe.com/api/refunds/object">Stripe: the refund object</a>
 */
public enum RefundFailureReason {
  LOST_OR_STOLEN_CARD,
  EXPIRED_OR_CANCELED_CARD,
  CHARGE_FOR_PENDING_REFUND_DISPUTED,
  INSUFFICIENT_FUNDS,
  DECLINED,
  MERCHANT_REQUEST,
  UNKNOWN;

  /** The word that stands in JSON. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
