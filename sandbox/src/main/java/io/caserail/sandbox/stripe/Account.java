package io.caserail.sandbox.stripe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All objects of one Stripe account, in the order of their creation. Each method is atomic; callers
 * that need several as one hold the account's monitor.
 */
final class Account {
  private final Map<String, Customer> customers = new LinkedHashMap<>();
  private final Map<String, Payment> payments = new LinkedHashMap<>();
  private final Map<String, Refund> refunds = new LinkedHashMap<>();
  private final Map<String, Dispute> disputes = new LinkedHashMap<>();
  private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
  private final Map<String, Invoice> invoices = new LinkedHashMap<>();
  private final Map<String, VerificationSession> sessions = new LinkedHashMap<>();
  private final Map<String, Review> reviews = new LinkedHashMap<>();
  private final Map<String, FraudWarning> warnings = new LinkedHashMap<>();
  private final List<AccountObserver> observers = new ArrayList<>();

  synchronized void observe(AccountObserver observer) {
    observers.add(observer);
  }

  synchronized void add(Customer customer, Origin origin) {
    customers.put(customer.id(), customer);
    observers.forEach(o -> o.customerAdded(customer, origin));
  }

  synchronized void add(Payment payment, Origin origin) {
    payments.put(payment.id(), payment);
    observers.forEach(o -> o.paymentTaken(payment, origin));
  }

  synchronized void add(Refund refund, Origin origin) {
    refunds.put(refund.id(), refund);
    observers.forEach(o -> o.refundCreated(refund, origin));
  }

  synchronized void replace(Refund after, Origin origin) {
    Refund before = refunds.put(after.id(), after);
    if (before == null) {
      throw new IllegalArgumentException("no refund " + after.id());
    }
    observers.forEach(o -> o.refundChanged(before, after, origin));
  }

  synchronized void put(Dispute after, Origin origin) {
    @Nullable Dispute before = disputes.put(after.id(), after);
    observers.forEach(o -> o.disputeChanged(before, after, origin));
  }

  synchronized void put(Review after, Origin origin) {
    reviews.put(after.id(), after);
    observers.forEach(o -> o.reviewChanged(after, origin));
  }

  synchronized void add(FraudWarning warning, Origin origin) {
    warnings.put(warning.id(), warning);
    observers.forEach(o -> o.warned(warning, origin));
  }

  synchronized void add(Subscription subscription, Origin origin) {
    subscriptions.put(subscription.id(), subscription);
    observers.forEach(o -> o.subscriptionAdded(subscription, origin));
  }

  synchronized void replace(Subscription after, Origin origin) {
    Subscription before = subscriptions.put(after.id(), after);
    if (before == null) {
      throw new IllegalArgumentException("no subscription " + after.id());
    }
    observers.forEach(o -> o.subscriptionChanged(before, after, origin));
  }

  /** The payment of an invoice is what is observed. */
  synchronized void add(Invoice invoice) {
    invoices.put(invoice.id(), invoice);
  }

  synchronized void add(VerificationSession session, Origin origin) {
    sessions.put(session.id(), session);
    observers.forEach(o -> o.sessionAdded(session, origin));
  }

  synchronized void replace(VerificationSession after, Origin origin) {
    VerificationSession before = sessions.put(after.id(), after);
    if (before == null) {
      throw new IllegalArgumentException("no verification session " + after.id());
    }
    observers.forEach(o -> o.sessionChanged(before, after, origin));
  }

  synchronized Optional<Customer> customer(String id) {
    return Optional.ofNullable(customers.get(id));
  }

  synchronized Optional<Payment> payment(String id) {
    return Optional.ofNullable(payments.get(id));
  }

  synchronized Optional<Payment> paymentOfCharge(String chargeId) {
    return payments.values().stream().filter(p -> p.chargeId().equals(chargeId)).findFirst();
  }

  synchronized Optional<Refund> refund(String id) {
    return Optional.ofNullable(refunds.get(id));
  }

  synchronized Optional<Dispute> dispute(String id) {
    return Optional.ofNullable(disputes.get(id));
  }

  synchronized Optional<Subscription> subscription(String id) {
    return Optional.ofNullable(subscriptions.get(id));
  }

  synchronized Optional<Invoice> invoice(String id) {
    return Optional.ofNullable(invoices.get(id));
  }

  synchronized List<Subscription> subscriptions() {
    return newestFirst(subscriptions.values());
  }

  synchronized List<Invoice> invoices() {
    return newestFirst(invoices.values());
  }

  synchronized Optional<VerificationSession> verificationSession(String id) {
    return Optional.ofNullable(sessions.get(id));
  }

  synchronized List<VerificationSession> verificationSessions() {
    return newestFirst(sessions.values());
  }

  synchronized Optional<Review> review(String id) {
    return Optional.ofNullable(reviews.get(id));
  }

  /** The payment's review, be it open or closed; the newest of several. */
  synchronized Optional<Review> reviewOf(String paymentId) {
    return reviews().stream().filter(r -> r.paymentId().equals(paymentId)).findFirst();
  }

  synchronized List<Review> reviews() {
    return newestFirst(reviews.values());
  }

  synchronized Optional<FraudWarning> warning(String id) {
    return Optional.ofNullable(warnings.get(id));
  }

  synchronized List<FraudWarning> warnings() {
    return newestFirst(warnings.values());
  }

  synchronized List<Customer> customers() {
    return newestFirst(customers.values());
  }

  synchronized List<Payment> payments() {
    return newestFirst(payments.values());
  }

  synchronized List<Refund> refunds() {
    return newestFirst(refunds.values());
  }

  synchronized List<Dispute> disputes() {
    return newestFirst(disputes.values());
  }

  synchronized List<Refund> refundsOf(String paymentId) {
    return refunds().stream().filter(r -> r.paymentId().equals(paymentId)).toList();
  }

  synchronized List<Dispute> disputesOf(String paymentId) {
    return disputes().stream().filter(d -> d.paymentId().equals(paymentId)).toList();
  }

  /** What of a payment is refunded or on its way back, in minor units. */
  synchronized long refunded(String paymentId) {
    return refundsOf(paymentId).stream()
        .filter(r -> r.status().movesMoney())
        .mapToLong(Refund::amount)
        .sum();
  }

  /** What is left of all payments, by currency. */
  synchronized Map<String, Long> available() {
    Map<String, Long> left = new TreeMap<>();
    for (Payment payment : payments.values()) {
      long of = payment.amountCaptured() - refunded(payment.id());
      left.merge(payment.currency(), of, Long::sum);
    }
    return left;
  }

  private static <T> List<T> newestFirst(Collection<T> all) {
    List<T> list = new ArrayList<>(all);
    Collections.reverse(list);
    return list;
  }
}
