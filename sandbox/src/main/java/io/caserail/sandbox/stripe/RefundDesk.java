package io.caserail.sandbox.stripe;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Currency;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes and changes refunds by the rules of the payment system and the {@link RefundBehaviour} of
 * the payment. A request either has its effect and an answer, or throws a {@link StripeError}; the
 * one that does both is {@link RefundBehaviour#CRASH_ONCE_AFTER_EFFECT}.
 */
final class RefundDesk {
  private final Account account;
  private final Agenda agenda;
  private final InstantSource clock;
  private final Ids ids;
  private final Duration settleAfter;
  private final Set<String> troubled = new HashSet<>();

  RefundDesk(Account account, Agenda agenda, InstantSource clock, Ids ids, Duration settleAfter) {
    this.account = account;
    this.agenda = agenda;
    this.clock = clock;
    this.ids = ids;
    this.settleAfter = settleAfter;
  }

  Refund create(RefundOrder order, Origin origin) {
    synchronized (account) {
      Payment payment = paymentOf(order);
      checkDispute(payment);
      long amount = checkAmount(payment, order);
      RefundBehaviour behaviour = payment.refunds();
      switch (behaviour) {
        case BE_DECLINED -> throw StripeError.declined("The refund was declined.");
        case BE_DECLINED_ONCE -> {
          if (troubled.add(payment.id())) {
            throw StripeError.declined("The refund was declined.");
          }
        }
        case LACK_BALANCE ->
            throw StripeError.refused(
                "balance_insufficient", null, "Insufficient funds in your account for the refund.");
        case BE_LOCKED_ONCE -> {
          if (troubled.add(payment.id())) {
            throw StripeError.locked();
          }
        }
        case CRASH_ONCE -> {
          if (troubled.add(payment.id())) {
            throw StripeError.crashed();
          }
        }
        case CRASH_ONCE_AFTER_EFFECT -> {
          if (troubled.add(payment.id())) {
            make(payment, order, amount, origin);
            throw StripeError.crashed();
          }
        }
        default -> {
          // The others show in the refund, not in the answer.
        }
      }
      return make(payment, order, amount, origin);
    }
  }

  Refund update(String id, Form form, Origin origin) {
    synchronized (account) {
      Refund refund = find(id);
      Refund after = refund.withMetadata(Metadata.apply(refund.metadata(), form));
      account.replace(after, origin);
      return after;
    }
  }

  Refund cancel(String id, Origin origin) {
    synchronized (account) {
      Refund refund = find(id);
      if (refund.status() != RefundStatus.REQUIRES_ACTION) {
        throw StripeError.refused(
            null,
            null,
            "Only a refund with the status requires_action can be canceled; this one is "
                + refund.status().wire()
                + ".");
      }
      return change(refund, RefundStatus.CANCELED, null, origin);
    }
  }

  Refund settle(String id, Origin origin) {
    synchronized (account) {
      return change(find(id), RefundStatus.SUCCEEDED, null, origin);
    }
  }

  Refund fail(String id, RefundFailureReason reason, Origin origin) {
    synchronized (account) {
      return change(find(id), RefundStatus.FAILED, reason, origin);
    }
  }

  Refund find(String id) {
    return account.refund(id).orElseThrow(() -> StripeError.missing("refund", id, "id"));
  }

  private Payment paymentOf(RefundOrder order) {
    boolean byCharge = order.param().equals("charge");
    return (byCharge ? account.paymentOfCharge(order.target()) : account.payment(order.target()))
        .orElseThrow(
            () ->
                StripeError.missingInBody(
                    byCharge ? "charge" : "payment_intent", order.target(), order.param()));
  }

  private void checkDispute(Payment payment) {
    for (Dispute dispute : account.disputesOf(payment.id())) {
      if (dispute.status() == DisputeStatus.PREVENTED) {
        throw StripeError.refused(
            "refund_disputed_payment",
            null,
            "The payment was disputed and the dispute was resolved with a refund.");
      }
      if (!dispute.status().chargeRefundable()) {
        throw StripeError.refused(
            "charge_disputed",
            null,
            "Charge " + payment.chargeId() + " has been charged back; cannot issue a refund.");
      }
    }
  }

  private long checkAmount(Payment payment, RefundOrder order) {
    long left = payment.amountCaptured() - account.refunded(payment.id());
    if (left == 0) {
      throw StripeError.refused(
          "charge_already_refunded",
          null,
          "Charge " + payment.chargeId() + " has already been refunded.");
    }
    long amount = order.amount() == 0 ? left : order.amount();
    if (amount > left) {
      throw StripeError.refused(
          null,
          "amount",
          "Refund amount ("
              + money(amount, payment.currency())
              + ") is greater than unrefunded amount on charge ("
              + money(left, payment.currency())
              + ")");
    }
    return amount;
  }

  private Refund make(Payment payment, RefundOrder order, long amount, Origin origin) {
    RefundBehaviour behaviour = payment.refunds();
    RefundStatus status =
        switch (behaviour) {
          case PEND_THEN_SUCCEED, PEND_THEN_FAIL, PEND_FOR_EVER, PEND_FOR_FUNDS, PEND_FOR_CHARGE ->
              RefundStatus.PENDING;
          case FAIL_AT_ONCE -> RefundStatus.FAILED;
          case NEED_ACTION -> RefundStatus.REQUIRES_ACTION;
          default -> RefundStatus.SUCCEEDED;
        };
    @Nullable PendingReason pending =
        status != RefundStatus.PENDING
            ? null
            : switch (behaviour) {
              case PEND_FOR_FUNDS -> PendingReason.INSUFFICIENT_FUNDS;
              case PEND_FOR_CHARGE -> PendingReason.CHARGE_PENDING;
              default -> PendingReason.PROCESSING;
            };
    Refund refund =
        new Refund(
            ids.refund(),
            payment.id(),
            payment.chargeId(),
            amount,
            payment.currency(),
            status,
            order.reason(),
            pending,
            status == RefundStatus.FAILED ? RefundFailureReason.DECLINED : null,
            order.metadata(),
            clock.instant());
    account.add(refund, origin);
    closeReview(payment, refund, origin);
    planTheRest(refund.id(), behaviour);
    return refund;
  }

  /** Whoever refunds all of a payment has decided what was under review. */
  private void closeReview(Payment payment, Refund refund, Origin origin) {
    if (account.refunded(payment.id()) == payment.amountCaptured()) {
      ReviewEnd end =
          "fraudulent".equals(refund.reason()) ? ReviewEnd.REFUNDED_AS_FRAUD : ReviewEnd.REFUNDED;
      account
          .reviewOf(payment.id())
          .filter(Review::open)
          .ifPresent(review -> account.put(review.close(end), origin));
    }
  }

  private void planTheRest(String id, RefundBehaviour behaviour) {
    Instant due = clock.instant().plus(settleAfter);
    switch (behaviour) {
      case PEND_THEN_SUCCEED, PEND_FOR_FUNDS, PEND_FOR_CHARGE ->
          agenda.at(due, () -> changeIfLegal(id, RefundStatus.SUCCEEDED, null));
      case PEND_THEN_FAIL ->
          agenda.at(
              due, () -> changeIfLegal(id, RefundStatus.FAILED, RefundFailureReason.DECLINED));
      case FAIL_AFTER_SUCCESS ->
          agenda.at(
              due,
              () ->
                  changeIfLegal(
                      id, RefundStatus.FAILED, RefundFailureReason.EXPIRED_OR_CANCELED_CARD));
      default -> {
        // Nothing follows by itself.
      }
    }
  }

  /** A test may have settled or failed the refund before its time came. */
  private void changeIfLegal(String id, RefundStatus next, @Nullable RefundFailureReason reason) {
    synchronized (account) {
      Refund refund = find(id);
      if (refund.status().mayBecome(next)) {
        change(refund, next, reason, Origin.BANK);
      }
    }
  }

  private Refund change(
      Refund refund, RefundStatus next, @Nullable RefundFailureReason reason, Origin origin) {
    Refund after = refund.become(next, reason);
    account.replace(after, origin);
    return after;
  }

  private static String money(long amount, String currency) {
    String code = currency.toUpperCase(Locale.ROOT);
    int digits = Currency.getInstance(code).getDefaultFractionDigits();
    return BigDecimal.valueOf(amount, digits).toPlainString() + " " + code;
  }
}
