package io.caserail.activities.stripe;

import io.caserail.activities.http.Doc;
import io.caserail.model.Money;
import io.caserail.port.Attempt;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A refund as Stripe shows it.
 *
 * @param payment its payment intent; empty when it refunds a bare charge
 * @param reason the failure's reason, or why it is pending; empty when it has none
 * @param metadata what its maker noted
 * @see <a href="https://docs.stripe.com/api/refunds/object">Stripe: the refund object</a>
 */
record StripeRefund(
    String id,
    String payment,
    Money amount,
    Status status,
    String reason,
    Map<String, String> metadata,
    Instant created) {

  /** Where a refund is; {@code FAILED} can follow {@code SUCCEEDED}. */
  enum Status {
    PENDING,
    REQUIRES_ACTION,
    SUCCEEDED,
    FAILED,
    CANCELED
  }

  StripeRefund {
    metadata = Map.copyOf(metadata);
  }

  static StripeRefund read(Doc refund) {
    Status status =
        switch (refund.text("status")) {
          case "pending" -> Status.PENDING;
          case "requires_action" -> Status.REQUIRES_ACTION;
          case "succeeded" -> Status.SUCCEEDED;
          case "failed" -> Status.FAILED;
          case "canceled" -> Status.CANCELED;
          default -> throw refund.unreadable("status");
        };
    return new StripeRefund(
        refund.text("id"),
        refund.reference("payment_intent"),
        StripeMoney.read(refund, "amount"),
        status,
        refund.textOr(status == Status.PENDING ? "pending_reason" : "failure_reason", ""),
        refund.texts("metadata"),
        refund.epochSeconds("created"));
  }

  /** Whether its money has left, is leaving, or may still leave. */
  boolean counts() {
    return status != Status.FAILED && status != Status.CANCELED;
  }

  String operation() {
    return Marks.operation(metadata);
  }

  /** The request that it was made for, or named for by a person; empty for none. */
  String request() {
    String[] parts = operation().split("/", -1);
    return parts.length == 3 ? parts[1] : metadata.getOrDefault(RefundForm.NAMED_FOR, "");
  }

  boolean isOfAccount(String account) {
    return account.equals(metadata.get(Marks.ACCOUNT));
  }

  /** The id of who asked for it; empty when it is not ours. */
  String requestedBy() {
    return metadata.getOrDefault(Marks.REQUESTED_BY, "");
  }

  /** The ids of those who approved it. */
  List<String> approvedBy() {
    return List.of(metadata.getOrDefault(Marks.APPROVED_BY, "").split(" "));
  }

  boolean isOf(Attempt attempt) {
    return Marks.areOf(attempt, metadata);
  }

  /** Whether it was sent for the same command in the same generation, hence under the same key. */
  boolean isOfSameKey(Attempt attempt) {
    return Marks.areOfSameKey(attempt, metadata);
  }

  PaymentFacts.Refund fact() {
    String command = metadata.getOrDefault(Marks.COMMAND, "");
    String ticket = metadata.getOrDefault(Marks.TICKET, "");
    return new PaymentFacts.Refund(id, amount, counts(), operation(), command, created, ticket);
  }

  /**
   * What it means.
   *
   * @param how how we know, a clause for people
   * @param pollAfter when to ask again while its final word is open
   */
  Outcome outcome(String how, Duration pollAfter) {
    return answer(how, pollAfter).madeAt(created);
  }

  private Outcome answer(String how, Duration pollAfter) {
    return switch (status) {
      case SUCCEEDED -> Outcome.succeeded(id, how);
      case PENDING -> Outcome.pending(id, reason, how, pollAfter);
      case REQUIRES_ACTION -> Outcome.actionRequired(id, how, pollAfter);
      case CANCELED -> Outcome.rejected(id, "canceled", "the refund was cancelled in Stripe");
      case FAILED ->
          Outcome.rejected(id, reason.isEmpty() ? "unknown" : reason, RefundTexts.failed(reason));
    };
  }
}
