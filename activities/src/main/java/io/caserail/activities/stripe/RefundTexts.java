package io.caserail.activities.stripe;

/**
 * Stripe's codes in words for people.
 *
 * @see <a href="https://docs.stripe.com/refunds#failed-refunds">Stripe: failed refunds</a>
 * @see <a href="https://docs.stripe.com/error-codes">Stripe: error codes</a>
 */
final class RefundTexts {
  private RefundTexts() {}

  /** Why a refund that was accepted has failed. */
  static String failed(String reason) {
    return switch (reason) {
      case "lost_or_stolen_card" -> "the card was reported lost or stolen";
      case "expired_or_canceled_card" -> "the card has expired or was cancelled";
      case "charge_for_pending_refund_disputed" -> "the customer disputed the payment meanwhile";
      case "insufficient_funds" -> "the balance in Stripe does not cover it";
      case "declined" -> "the customer's bank declined it";
      case "merchant_request" -> "it was stopped on our account's request";
      default -> "the customer's bank returned it without a reason";
    };
  }

  /** Why a refund was not accepted. */
  static String refused(String code) {
    return switch (code) {
      case "charge_already_refunded" -> "the payment is refunded already";
      case "charge_disputed", "refund_disputed_payment" -> "the payment is disputed";
      case "amount_too_large" -> "it is more than what is left of the payment";
      case "amount_too_small" -> "it is less than Stripe refunds";
      case "balance_insufficient" -> "the balance in Stripe does not cover it";
      case "card_declined" -> "the customer's bank declined it";
      case "charge_not_refundable" -> "Stripe does not refund this kind of payment";
      default -> "Stripe does not take it, code " + code;
    };
  }
}
