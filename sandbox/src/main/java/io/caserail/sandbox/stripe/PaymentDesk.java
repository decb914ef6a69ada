package io.caserail.sandbox.stripe;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes payments, and lets their payers dispute them. */
final class PaymentDesk {
  private final Account account;
  private final InstantSource clock;
  private final Ids ids;
  private final RiskDesk risks;

  PaymentDesk(Account account, InstantSource clock, Ids ids, RiskDesk risks) {
    this.account = account;
    this.clock = clock;
    this.ids = ids;
    this.risks = risks;
  }

  Customer addCustomer(
      @Nullable String email, @Nullable String name, Map<String, String> metadata, Origin origin) {
    Customer customer = new Customer(ids.customer(), email, name, metadata, clock.instant());
    account.add(customer, origin);
    return customer;
  }

  Payment take(PaymentOrder order, Origin origin) {
    synchronized (account) {
      @Nullable String email = order.email();
      @Nullable String customerId = order.customerId();
      if (customerId != null) {
        Customer payer =
            account
                .customer(customerId)
                .orElseThrow(() -> StripeError.missingInBody("customer", customerId, "customer"));
        email = email == null ? payer.email() : email;
      }
      String id = Optional.ofNullable(order.paymentIntentId()).orElseGet(ids::paymentIntent);
      if (account.payment(id).isPresent()) {
        throw new IllegalArgumentException("there is a payment " + id + " already");
      }
      Instant paidAt = Optional.ofNullable(order.paidAt()).orElseGet(clock::instant);
      String charge = ids.charge();
      @Nullable String fingerprint = order.fingerprint();
      Payment payment =
          new Payment(
              id,
              charge,
              order.amount(),
              order.amountCaptured(),
              order.currency(),
              order.customerId(),
              email,
              order.card(),
              fingerprint == null ? "card" + charge : fingerprint,
              order.refunds(),
              order.metadata(),
              paidAt);
      account.add(payment, origin);
      if (order.card().underReview()) {
        var unused = risks.open(payment, "rule", origin);
      }
      order.card().dispute().ifPresent(status -> dispute(payment, status, payment.amount()));
      return payment;
    }
  }

  Dispute dispute(Payment payment, DisputeStatus status, long amount) {
    Dispute dispute =
        new Dispute(
            ids.dispute(),
            payment.id(),
            payment.chargeId(),
            amount,
            payment.currency(),
            status,
            "fraudulent",
            clock.instant());
    account.put(dispute, Origin.PAYER);
    account
        .reviewOf(payment.id())
        .filter(Review::open)
        .ifPresent(review -> account.put(review.close(ReviewEnd.DISPUTED), Origin.PAYER));
    return dispute;
  }

  Dispute change(String disputeId, DisputeStatus status) {
    synchronized (account) {
      Dispute dispute =
          account
              .dispute(disputeId)
              .orElseThrow(() -> StripeError.missing("dispute", disputeId, "dispute"));
      Dispute after = dispute.become(status);
      account.put(after, Origin.BANK);
      return after;
    }
  }
}
