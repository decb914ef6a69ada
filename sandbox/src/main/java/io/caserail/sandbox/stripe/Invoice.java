package io.caserail.sandbox.stripe;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a term of a subscription costs, and the payment for it.
 *
 * @param id {@code in_…}
 * @param amount in the currency's minor units
 * @param reason {@code subscription_create} or {@code subscription_cycle}
 * @param linkId the id of the invoice payment that links the two, {@code inpay_…}
 * @param paymentId the payment intent that paid it; null while it is open
 */
public record Invoice(
    String id,
    String subscriptionId,
    String customerId,
    long amount,
    String currency,
    String reason,
    Subscription.Term term,
    String linkId,
    @Nullable String paymentId,
    Instant created) {
  public Invoice {
    Objects.requireNonNull(id);
    Objects.requireNonNull(subscriptionId);
    Objects.requireNonNull(customerId);
    Objects.requireNonNull(currency);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(term);
    Objects.requireNonNull(linkId);
    Objects.requireNonNull(created);
  }

  /** The word that stands in JSON. */
  String status() {
    return paymentId == null ? "open" : "paid";
  }
}
