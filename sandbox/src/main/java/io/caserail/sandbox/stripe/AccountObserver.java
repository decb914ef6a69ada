package io.caserail.sandbox.stripe;

import org.jspecify.annotations.Nullable;

/** Hears of every change of the account, in order, while nothing else can change it. */
interface AccountObserver {
  default void customerAdded(Customer customer, Origin origin) {}

  default void paymentTaken(Payment payment, Origin origin) {}

  default void subscriptionAdded(Subscription subscription, Origin origin) {}

  default void subscriptionChanged(Subscription before, Subscription after, Origin origin) {}

  default void sessionAdded(VerificationSession session, Origin origin) {}

  default void sessionChanged(
      VerificationSession before, VerificationSession after, Origin origin) {}

  default void reviewChanged(Review after, Origin origin) {}

  default void warned(FraudWarning warning, Origin origin) {}

  void refundCreated(Refund refund, Origin origin);

  void refundChanged(Refund before, Refund after, Origin origin);

  void disputeChanged(@Nullable Dispute before, Dispute after, Origin origin);
}
