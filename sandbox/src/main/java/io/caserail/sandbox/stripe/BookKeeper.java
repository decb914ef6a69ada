package io.caserail.sandbox.stripe;

import io.caserail.sandbox.core.Books;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes every effect into the sandbox's books. Money counts from the customer's side: a refund
 * that is made is positive, one that fails or is cancelled afterwards takes the same amount back,
 * so the sum over a payment is what has moved. Metadata stand under {@code metadata.<key>}.
 */
final class BookKeeper implements AccountObserver {
  private final Books books;

  BookKeeper(Books books) {
    this.books = books;
  }

  @Override
  public void customerAdded(Customer customer, Origin origin) {
    books.append(
        StripeSandbox.SYSTEM, "customer.created", customer.id(), details(origin), origin.cause());
  }

  @Override
  public void paymentTaken(Payment payment, Origin origin) {
    Map<String, String> details = details(origin);
    details.put("charge", payment.chargeId());
    details.put("amount", payment.amountCaptured() + " " + payment.currency());
    books.append(StripeSandbox.SYSTEM, "payment.taken", payment.id(), details, origin.cause());
  }

  @Override
  public void refundCreated(Refund refund, Origin origin) {
    write("refund.created", refund, refund.status().movesMoney() ? refund.amount() : 0, origin);
  }

  @Override
  public void refundChanged(Refund before, Refund after, Origin origin) {
    if (before.status() == after.status()) {
      write("refund.updated", after, 0, origin);
      return;
    }
    boolean back = before.status().movesMoney() && !after.status().movesMoney();
    write("refund." + after.status().wire(), after, back ? -after.amount() : 0, origin);
  }

  @Override
  public void disputeChanged(@Nullable Dispute before, Dispute after, Origin origin) {
    Map<String, String> details = details(origin);
    details.put("payment_intent", after.paymentId());
    details.put("status", after.status().wire());
    books.append(
        StripeSandbox.SYSTEM,
        before == null ? "dispute.created" : "dispute.updated",
        after.id(),
        details,
        origin.cause());
  }

  @Override
  public void reviewChanged(Review after, Origin origin) {
    Map<String, String> details = details(origin);
    details.put("payment_intent", after.paymentId());
    ReviewEnd end = after.end();
    if (end != null) {
      details.put("closed_reason", end.wire());
    }
    books.append(
        StripeSandbox.SYSTEM,
        end == null ? "review.opened" : "review.closed",
        after.id(),
        details,
        origin.cause());
  }

  @Override
  public void warned(FraudWarning warning, Origin origin) {
    Map<String, String> details = details(origin);
    details.put("payment_intent", warning.paymentId());
    details.put("fraud_type", warning.fraudType());
    books.append(
        StripeSandbox.SYSTEM, "fraud_warning.created", warning.id(), details, origin.cause());
  }

  @Override
  public void subscriptionAdded(Subscription subscription, Origin origin) {
    write("subscription.created", subscription, origin);
  }

  @Override
  public void subscriptionChanged(Subscription before, Subscription after, Origin origin) {
    boolean scheduledBefore = before.ending().at() != null;
    boolean scheduledAfter = after.ending().at() != null;
    if (after.status().over() && !before.status().over()) {
      write("subscription.ended", after, origin);
    } else if (scheduledAfter && !scheduledBefore) {
      write("subscription.end_scheduled", after, origin);
    } else if (scheduledBefore && !scheduledAfter) {
      write("subscription.end_taken_back", after, origin);
    } else if (!before.term().equals(after.term())) {
      write("subscription.renewed", after, origin);
    } else {
      write("subscription.updated", after, origin);
    }
  }

  @Override
  public void sessionAdded(VerificationSession session, Origin origin) {
    write("verification.created", session, origin);
  }

  @Override
  public void sessionChanged(VerificationSession before, VerificationSession after, Origin origin) {
    if (after.redaction() != before.redaction()) {
      boolean over = after.redaction() == VerificationSession.Redaction.REDACTED;
      write(over ? "verification.redacted" : "verification.redacting", after, origin);
    } else {
      write("verification." + after.status().wire(), after, origin);
    }
  }

  private void write(String kind, VerificationSession session, Origin origin) {
    Map<String, String> details = details(origin);
    details.put("status", session.status().wire());
    if (session.account() != null) {
      details.put("client_reference_id", session.account());
    }
    if (session.lastError() != null) {
      details.put("last_error", session.lastError().wire());
    }
    session.metadata().forEach((key, value) -> details.put("metadata." + key, value));
    books.append(StripeSandbox.SYSTEM, kind, session.id(), details, origin.cause());
  }

  private void write(String kind, Subscription subscription, Origin origin) {
    Map<String, String> details = details(origin);
    details.put("status", subscription.status().wire());
    details.put("term_end", subscription.term().end().toString());
    if (subscription.ending().ended() != null) {
      details.put("prorate", Boolean.toString(subscription.ending().prorated()));
      details.put("invoice_now", Boolean.toString(subscription.ending().invoiced()));
    }
    subscription.metadata().forEach((key, value) -> details.put("metadata." + key, value));
    books.append(StripeSandbox.SYSTEM, kind, subscription.id(), details, origin.cause());
  }

  private void write(String kind, Refund refund, long moved, Origin origin) {
    Map<String, String> details = details(origin);
    details.put("payment_intent", refund.paymentId());
    details.put("status", refund.status().wire());
    if (refund.failureReason() != null) {
      details.put("failure_reason", refund.failureReason().wire());
    }
    refund.metadata().forEach((key, value) -> details.put("metadata." + key, value));
    if (moved == 0) {
      books.append(StripeSandbox.SYSTEM, kind, refund.id(), details, origin.cause());
    } else {
      books.appendMoney(
          StripeSandbox.SYSTEM,
          kind,
          refund.id(),
          moved,
          refund.currency(),
          details,
          origin.cause());
    }
  }

  private static Map<String, String> details(Origin origin) {
    Map<String, String> details = new LinkedHashMap<>();
    if (origin.requestId() != null) {
      details.put("request_id", origin.requestId());
    }
    if (origin.idempotencyKey() != null) {
      details.put("idempotency_key", origin.idempotencyKey());
    }
    return details;
  }
}
