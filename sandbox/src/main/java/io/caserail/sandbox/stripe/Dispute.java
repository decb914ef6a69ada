package io.caserail.sandbox.stripe;

import java.time.Instant;
import java.util.Objects;

/** A dispute or an inquiry over a payment. The amount is in the currency's minor units. */
public record Dispute(
    String id,
    String paymentId,
    String chargeId,
    long amount,
    String currency,
    DisputeStatus status,
    String reason,
    Instant created) {
  public Dispute {
    Objects.requireNonNull(id);
    Objects.requireNonNull(paymentId);
    Objects.requireNonNull(chargeId);
    Objects.requireNonNull(status);
    Objects.requireNonNull(created);
    if (amount <= 0) {
      throw new IllegalArgumentException("a dispute over " + amount);
    }
  }

  Dispute become(DisputeStatus next) {
    return new Dispute(id, paymentId, chargeId, amount, currency, next, reason, created);
  }
}
