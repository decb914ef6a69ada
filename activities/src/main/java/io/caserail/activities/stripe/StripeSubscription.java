package io.caserail.activities.stripe;

import io.caserail.activities.http.Doc;
import io.caserail.port.Attempt;
import io.caserail.port.SubscriptionFacts;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A subscription as Stripe shows it.
 *
 * <p>The end of a term stands on the items, and the earliest of them is when a subscription ends
 * that is told to end with its term. A person may let it end at a date of its own instead; both
 * count as a scheduled end.
 *
 * @param customer the customer's id
 * @param status what the cases call it
 * @param since when it began
 * @param ends when billing ends or has ended; with its term where no end is scheduled
 * @param comment of its cancellation; empty for none
 * @param metadata what its makers noted
 * @see <a href="https://docs.stripe.com/api/subscriptions/object">Stripe: the subscription
 *     object</a>
 * @see <a href="https://docs.stripe.com/changelog/basil/2025-07-30/cancel-at-enums">Stripe: the end
 *     of mixed intervals</a>
 */
record StripeSubscription(
    String id,
    String customer,
    SubscriptionFacts.Status status,
    Instant since,
    Instant ends,
    String comment,
    Map<String, String> metadata) {

  /** The entry of the metadata in which a company names the access that is paid for. */
  private static final String ACCESS = "access";

  StripeSubscription {
    metadata = Map.copyOf(metadata);
  }

  static StripeSubscription read(Doc subscription) {
    Optional<Instant> date = subscription.epochSecondsIfAny("cancel_at");
    boolean scheduled = date.isPresent() || subscription.flag("cancel_at_period_end");
    SubscriptionFacts.Status status = status(subscription, scheduled);
    Instant ends =
        status == SubscriptionFacts.Status.ENDED
            ? subscription.epochSeconds("ended_at")
            : date.orElseGet(() -> termEnd(subscription));
    return new StripeSubscription(
        subscription.text("id"),
        subscription.reference("customer"),
        status,
        subscription.epochSeconds("start_date"),
        ends,
        subscription.has("cancellation_details")
            ? subscription.child("cancellation_details").textOr("comment", "")
            : "",
        subscription.texts("metadata"));
  }

  private static SubscriptionFacts.Status status(Doc subscription, boolean scheduled) {
    return switch (subscription.text("status")) {
      case "canceled", "incomplete_expired" -> SubscriptionFacts.Status.ENDED;
      case "active", "trialing", "past_due" ->
          scheduled ? SubscriptionFacts.Status.ENDING : SubscriptionFacts.Status.RUNNING;
      case "incomplete", "unpaid", "paused" ->
          scheduled ? SubscriptionFacts.Status.ENDING : SubscriptionFacts.Status.HELD;
      default -> throw subscription.unreadable("status");
    };
  }

  private static Instant termEnd(Doc subscription) {
    return subscription.child("items").children("data").stream()
        .map(item -> item.epochSeconds("current_period_end"))
        .min(Instant::compareTo)
        .orElseThrow(() -> subscription.unreadable("items"));
  }

  boolean isOver() {
    return status == SubscriptionFacts.Status.ENDED;
  }

  /** Whether an end is scheduled and not reached. */
  boolean isEnding() {
    return status == SubscriptionFacts.Status.ENDING;
  }

  boolean isMarkedBy(Attempt attempt) {
    return Marks.areOf(attempt, metadata);
  }

  boolean isMarkedByRequestOf(Attempt attempt) {
    return Marks.areOfRequest(attempt, metadata);
  }

  /** Whether the operation scheduled an end under this key, whatever became of it. */
  boolean isMarkedBySameKey(Attempt attempt) {
    return Marks.areOfSameKey(attempt, metadata);
  }

  boolean wasEndedBy(Attempt attempt) {
    return isOver() && Marks.areOf(attempt, comment);
  }

  /** The operation that scheduled the end; empty when it is not ours or none is scheduled. */
  String operation() {
    return isOver() || isEnding() ? Marks.operation(metadata) : "";
  }

  String access() {
    return metadata.getOrDefault(ACCESS, "");
  }
}
