package io.caserail.activities.stripe;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * What Stripe says about the end of billing, in words for people.
 *
 * @see <a href="https://docs.stripe.com/error-codes">Stripe: error codes</a>
 */
final class BillingTexts {
  private BillingTexts() {}

  static String ends(Instant when) {
    return "billing ends on " + day(when);
  }

  static String ended(Instant when) {
    return "billing ended on " + day(when);
  }

  /** Why a change was not accepted; a subscription under a schedule has no code of its own. */
  static String refused(String code) {
    return switch (code) {
      case "refused" ->
          "Stripe does not take it; a subscription schedule may manage this subscription";
      case "invalid_canceled_subscription_fields" -> "billing has ended";
      default -> "Stripe does not take it, code " + code;
    };
  }

  private static String day(Instant when) {
    return when.atOffset(ZoneOffset.UTC).toLocalDate() + " (UTC)";
  }
}
