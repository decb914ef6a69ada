package io.caserail.sandbox.stripe;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A payment that went through: one payment intent with its one charge, which Stripe shows as two
 * objects. Amounts are in the currency's minor units.
 *
 * @param id the payment intent's id, {@code pi_…}
 * @param chargeId the id of its latest charge, {@code ch_…}
 * @param email the payer's address, shown as the charge's {@code billing_details.email}
 * @param fingerprint what the same card has in each of its payments
 */
public record Payment(
    String id,
    String chargeId,
    long amount,
    long amountCaptured,
    String currency,
    @Nullable String customerId,
    @Nullable String email,
    TestCard card,
    String fingerprint,
    RefundBehaviour refunds,
    Map<String, String> metadata,
    Instant created) {
  public Payment {
    Objects.requireNonNull(id);
    Objects.requireNonNull(chargeId);
    Objects.requireNonNull(card);
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(refunds);
    Objects.requireNonNull(created);
    if (amount <= 0 || amountCaptured < 0 || amountCaptured > amount) {
      throw new IllegalArgumentException(
          "captured " + amountCaptured + " of " + amount + " is not a payment");
    }
    if (!currency.matches("[a-z]{3}")) {
      throw new IllegalArgumentException("currency is three lower-case letters: " + currency);
    }
    metadata = Map.copyOf(metadata);
  }
}
