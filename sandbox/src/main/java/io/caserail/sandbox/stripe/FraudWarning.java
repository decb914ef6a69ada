package io.caserail.sandbox.stripe;

import java.time.Instant;
import java.util.Objects;

/**
 * The card's bank has said that a payment may be fraudulent, before anybody disputes it.
 *
 * @see <a href="https://docs.stripe.com/api/radar/early_fraud_warnings/object">Stripe: the early
 *     fraud warning object</a>
 */
public record FraudWarning(
    String id, String paymentId, String chargeId, String fraudType, Instant created) {
  public FraudWarning {
    Objects.requireNonNull(id);
    Objects.requireNonNull(paymentId);
    Objects.requireNonNull(chargeId);
    Objects.requireNonNull(fraudType);
    Objects.requireNonNull(created);
  }
}
