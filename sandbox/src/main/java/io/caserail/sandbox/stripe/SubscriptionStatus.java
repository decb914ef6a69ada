package io.caserail.sandbox.stripe;

import java.util.Locale;

/**
 * Where a subscription stands, as in the {@code status} field of Stripe's subscription object.
 *
 * <pre>
 *   incomplete ──► active ◄──► past_due ──► unpaid
 *                  ▲  ▲ └───────────┬──────────┘
 *   trialing ──────┘  └──► paused   │
 *       └───────────────────┴───────┴──► canceled
 * </pre>
 *
 * A scheduled end is no status of its own: the subscription stays what it is until then.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions/object">Stripe: the subscription
 *     object</a>
 */
public enum SubscriptionStatus {
  INCOMPLETE,
  INCOMPLETE_EXPIRED,
  TRIALING,
  ACTIVE,
  PAST_DUE,
  UNPAID,
  PAUSED,
  CANCELED;

  /** The word that stands in JSON. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is over for good. */
  public boolean over() {
    return this == CANCELED || this == INCOMPLETE_EXPIRED;
  }

  /** Whether a new term begins when one ends. */
  boolean renews() {
    return this == TRIALING || this == ACTIVE || this == PAST_DUE || this == UNPAID;
  }
}
