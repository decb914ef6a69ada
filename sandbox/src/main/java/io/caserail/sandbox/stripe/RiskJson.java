package io.caserail.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reviews and early fraud warnings in the shape of Stripe's API. */
final class RiskJson {
  private final Account account;
  private final boolean livemode;

  RiskJson(Account account, boolean livemode) {
    this.account = account;
    this.livemode = livemode;
  }

  ObjectNode review(Review review) {
    ReviewEnd end = review.end();
    ObjectNode node = StripeJson.object(review.id(), "review");
    node.putNull("billing_zip");
    node.put("charge", review.chargeId());
    node.put("closed_reason", end == null ? null : end.wire());
    node.put("created", review.created().getEpochSecond());
    node.putNull("ip_address");
    node.putNull("ip_address_location");
    node.put("livemode", livemode);
    node.put("open", review.open());
    node.put("opened_reason", review.opened());
    node.put("payment_intent", review.paymentId());
    node.put("reason", end == null ? review.opened() : end.wire());
    node.putNull("session");
    return node;
  }

  /** Something can be done about it until there is a dispute, or all of the payment is refunded. */
  ObjectNode warning(FraudWarning warning) {
    Payment payment = account.payment(warning.paymentId()).orElseThrow();
    ObjectNode node = StripeJson.object(warning.id(), "radar.early_fraud_warning");
    node.put(
        "actionable",
        account.disputesOf(payment.id()).isEmpty()
            && account.refunded(payment.id()) < payment.amountCaptured());
    node.put("charge", warning.chargeId());
    node.put("created", warning.created().getEpochSecond());
    node.put("fraud_type", warning.fraudType());
    node.put("livemode", livemode);
    node.put("payment_intent", warning.paymentId());
    return node;
  }
}
