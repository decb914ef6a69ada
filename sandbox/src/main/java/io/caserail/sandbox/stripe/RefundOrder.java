package io.caserail.sandbox.stripe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a refund: of a payment, an amount in minor units or all that is left.
 *
 * @param target the id of the payment intent or of the charge
 * @param param which of the two parameters named it
 * @param amount minor units, or 0 for the rest
 */
record RefundOrder(
    String target,
    String param,
    long amount,
    @Nullable String reason,
    Map<String, String> metadata) {
  private static final Set<String> PARAMETERS =
      Set.of("amount", "charge", "payment_intent", "reason", "metadata");
  private static final Set<String> REASONS =
      Set.of("duplicate", "fraudulent", "requested_by_customer");

  static RefundOrder of(Payment payment, long amount) {
    return new RefundOrder(payment.id(), "payment_intent", amount, null, Map.of());
  }

  /** The same for a reason of Stripe's. */
  RefundOrder because(String why) {
    return new RefundOrder(target, param, amount, why, metadata);
  }

  /** Reads and validates the parameters of {@code POST /v1/refunds}. */
  static RefundOrder from(Form form) {
    form.allowing(PARAMETERS);
    @Nullable String charge = form.filled("charge").orElse(null);
    @Nullable String intent = form.filled("payment_intent").orElse(null);
    if (charge == null && intent == null) {
      throw StripeError.invalidParameter(
          "parameter_missing",
          "payment_intent",
          "One of these parameters is required: payment_intent, charge.");
    }
    if (charge != null && intent != null) {
      throw StripeError.invalidParameter(
          null, "charge", "Only one of these parameters is allowed: payment_intent, charge.");
    }
    OptionalLong amount = form.integer("amount");
    if (amount.isPresent() && amount.getAsLong() < 1) {
      throw StripeError.invalidParameter(
          "parameter_invalid_integer", "amount", "Invalid positive integer");
    }
    @Nullable String reason = form.filled("reason").orElse(null);
    if (reason != null && !REASONS.contains(reason)) {
      throw StripeError.invalidParameter(
          null,
          "reason",
          "Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer");
    }
    Map<String, String> metadata = Metadata.apply(new LinkedHashMap<>(), form);
    return intent != null
        ? new RefundOrder(intent, "payment_intent", amount.orElse(0), reason, metadata)
        : new RefundOrder(String.valueOf(charge), "charge", amount.orElse(0), reason, metadata);
  }
}
