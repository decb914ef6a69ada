package io.caserail.port;

import org.jspecify.annotations.Nullable;

/**
 * What colleagues may tell a customer who asks about a refund that is not final, or has failed:
 * why, without what goes on inside. The words themselves stand in the reviewed catalogue, in the
 * customer's language.
 *
 * @see <a href="https://docs.stripe.com/api/refunds/object">Stripe: pending_reason and
 *     failure_reason</a>
 */
public enum CustomerWords {
  PENDING_PROCESSING,
  /** Our balance does not cover it yet, which is no matter of the customer's. */
  PENDING_FUNDS,
  /** What the customer has paid has not come in yet. */
  PENDING_PAYMENT,
  FAILED_CARD,
  FAILED_BANK,
  FAILED_DISPUTE,
  /** For another reason, or for one that is ours. */
  FAILED;

  /** Of a refund that was accepted and is not final; null where its note says what to tell. */
  public static @Nullable CustomerWords ofPending(Outcome pending) {
    if (pending.kind() != Outcome.Kind.PENDING) {
      return null;
    }
    return switch (pending.code()) {
      case "insufficient_funds" -> PENDING_FUNDS;
      case "charge_pending" -> PENDING_PAYMENT;
      default -> PENDING_PROCESSING;
    };
  }

  /** Of a refund that has failed, by the code that its system gives as the reason. */
  public static CustomerWords ofFailure(String code) {
    return switch (code) {
      case "lost_or_stolen_card", "expired_or_canceled_card" -> FAILED_CARD;
      case "declined", "unknown" -> FAILED_BANK;
      case "charge_for_pending_refund_disputed" -> FAILED_DISPUTE;
      default -> FAILED;
    };
  }
}
