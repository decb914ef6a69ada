package io.caserail.sandbox.stripe;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Describes a payment that has gone through; {@link #create} makes it. */
public final class PaymentBuilder {
  private final Function<PaymentOrder, Payment> take;
  private long amount = 10_000;
  private long captured = -1;
  private String currency = "eur";
  private @Nullable String id;
  private @Nullable String customerId;
  private @Nullable String email;
  private @Nullable String fingerprint;
  private @Nullable Instant paidAt;
  private @Nullable RefundBehaviour refunds;
  private TestCard card = TestCard.VISA;
  private final Map<String, String> metadata = new LinkedHashMap<>();

  PaymentBuilder(Function<PaymentOrder, Payment> take) {
    this.take = take;
  }

  /** What was paid, in minor units of the lower-case ISO 4217 currency; all of it is captured. */
  public PaymentBuilder amount(long minorUnits, String isoCurrency) {
    this.amount = minorUnits;
    this.currency = isoCurrency;
    return this;
  }

  /** That only this much, in minor units, was captured. */
  public PaymentBuilder captured(long minorUnits) {
    this.captured = minorUnits;
    return this;
  }

  /** The payment intent's id, instead of a made one. */
  public PaymentBuilder id(String paymentIntentId) {
    this.id = paymentIntentId;
    return this;
  }

  /** The customer it belongs to; without {@link #customerEmail} the customer's address is used. */
  public PaymentBuilder customer(String existingCustomerId) {
    this.customerId = existingCustomerId;
    return this;
  }

  /** The payer's address, in {@code billing_details.email} and {@code receipt_email}. */
  public PaymentBuilder customerEmail(String address) {
    this.email = address;
    return this;
  }

  /** When it was paid; now if not said. */
  public PaymentBuilder paidAt(Instant instant) {
    this.paidAt = instant;
    return this;
  }

  /** The card it was paid with, which may bring a dispute, a review and a refund behaviour. */
  public PaymentBuilder card(TestCard testCard) {
    this.card = testCard;
    return this;
  }

  /** Which card it was, whatever was paid with it; one of its own if not said. */
  public PaymentBuilder fingerprint(String ofTheCard) {
    this.fingerprint = ofTheCard;
    return this;
  }

  /** What its refunds do, whatever the card says. */
  public PaymentBuilder refundsWill(RefundBehaviour behaviour) {
    this.refunds = behaviour;
    return this;
  }

  /** Adds one entry to the metadata of the payment intent and the charge. */
  public PaymentBuilder metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /** Makes it. */
  public Payment create() {
    return take.apply(
        new PaymentOrder(
            id,
            amount,
            captured < 0 ? amount : captured,
            currency,
            customerId,
            email,
            card,
            fingerprint,
            refunds == null ? card.refunds() : refunds,
            metadata,
            paidAt));
  }
}
