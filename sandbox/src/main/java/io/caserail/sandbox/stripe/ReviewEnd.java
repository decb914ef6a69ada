package io.caserail.sandbox.stripe;

import java.util.Locale;

/**
 * How a review was closed, as in {@code closed_reason}.
 *
 * @see <a href="https://docs.stripe.com/api/radar/reviews/object">Stripe: the review object</a>
 */
public enum ReviewEnd {
  APPROVED,
  REFUNDED,
  REFUNDED_AS_FRAUD,
  DISPUTED,
  REDACTED,
  CANCELED,
  PAYMENT_NEVER_SETTLED,
  ACKNOWLEDGED;

  /** The word that stands in JSON. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
