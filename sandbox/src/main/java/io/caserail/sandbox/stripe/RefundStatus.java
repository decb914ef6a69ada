package io.caserail.sandbox.stripe;

import java.util.Locale;

/**
 * Where a refund stands, as in the {@code status} field of Stripe's refund object.
 *
 * <pre>
 *            ┌────────────────► failed ◄──────────────┐
 *   (create) ┼─► pending ───────► │                   │
 *            │      ▲  └──────────┼─► succeeded ──────┘   a refund can fail after it succeeded
 *            ├─► requires_action ─┘      ▲
 *            │      └─► canceled         │
 *            └───────────────────────────┘
 * </pre>
 *
 * Only {@code requires_action} can be cancelled through the API.
 *
 * @see <a href="https://docs.stripe.com/api/refunds/object">Stripe: the refund object</a>
 */
public enum RefundStatus {
  PENDING,
  REQUIRES_ACTION,
  SUCCEEDED,
  FAILED,
  CANCELED;

  /** The word that stands in JSON. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the money is on its way or gone; what {@code amount_refunded} of a charge adds up. */
  public boolean movesMoney() {
    return this == PENDING || this == REQUIRES_ACTION || this == SUCCEEDED;
  }

  boolean mayBecome(RefundStatus next) {
    return switch (this) {
      case PENDING -> next == SUCCEEDED || next == FAILED;
      case REQUIRES_ACTION ->
          next == PENDING || next == SUCCEEDED || next == FAILED || next == CANCELED;
      case SUCCEEDED -> next == FAILED;
      case FAILED, CANCELED -> false;
    };
  }
}
