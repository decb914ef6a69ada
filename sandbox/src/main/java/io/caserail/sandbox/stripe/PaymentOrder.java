package io.caserail.sandbox.stripe;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A payment to be taken. The amount is in minor units.
 *
 * @param paymentIntentId the id it must get, or null for a made one
 * @param fingerprint of the card; null for a card that has paid nothing else
 * @param paidAt when it was paid, or null for now
 */
record PaymentOrder(
    @Nullable String paymentIntentId,
    long amount,
    long amountCaptured,
    String currency,
    @Nullable String customerId,
    @Nullable String email,
    TestCard card,
    @Nullable String fingerprint,
    RefundBehaviour refunds,
    Map<String, String> metadata,
    @Nullable Instant paidAt) {
  private static final Set<String> PARAMETERS =
      Set.of(
          "amount",
          "automatic_payment_methods",
          "confirm",
          "currency",
          "customer",
          "description",
          "metadata",
          "payment_method",
          "payment_method_types",
          "receipt_email",
          "return_url");

  PaymentOrder {
    metadata = Map.copyOf(metadata);
  }

  /**
   * Reads the parameters of {@code POST /v1/payment_intents}. The stand-in only takes payments that
   * are confirmed in the same call.
   */
  static PaymentOrder from(Form form) {
    form.allowing(PARAMETERS);
    long amount = form.integer("amount").orElseThrow(() -> missing("amount"));
    if (amount < 1) {
      throw StripeError.invalidParameter(
          "parameter_invalid_integer", "amount", "Invalid positive integer");
    }
    String currency = form.filled("currency").orElseThrow(() -> missing("currency"));
    if (!currency.matches("[a-z]{3}")) {
      throw StripeError.invalidParameter(null, "currency", "Invalid currency: " + currency);
    }
    if (!form.isTrue("confirm")) {
      throw missing("confirm");
    }
    String method = form.filled("payment_method").orElse(TestCard.VISA.paymentMethod());
    TestCard card =
        TestCard.of(method)
            .orElseThrow(
                () -> StripeError.missingInBody("PaymentMethod", method, "payment_method"));
    return new PaymentOrder(
        null,
        amount,
        amount,
        currency,
        form.filled("customer").orElse(null),
        form.filled("receipt_email").orElse(null),
        card,
        null,
        card.refunds(),
        Metadata.apply(new LinkedHashMap<>(), form),
        null);
  }

  private static StripeError missing(String param) {
    return StripeError.invalidParameter(
        "parameter_missing", param, "Missing required param: " + param + ".");
  }
}
