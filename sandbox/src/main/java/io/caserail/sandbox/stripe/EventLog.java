package io.caserail.sandbox.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the account's changes into events, keeps them for {@code GET /v1/events} and hands each to
 * the delivery.
 *
 * @see <a href="https://docs.stripe.com/api/events/types">Stripe: types of events</a>
 */
final class EventLog implements AccountObserver {
  private static final String SESSION = "identity.verification_session.";

  private final Account account;
  private final StripeJson json;
  private final SubscriptionJson subscriptions;
  private final SessionJson sessions;
  private final RiskJson risks;
  private final InstantSource clock;
  private final Ids ids;
  private final Consumer<StripeEvent> delivery;
  private final List<StripeEvent> events = new ArrayList<>();

  EventLog(
      Account account,
      StripeJson json,
      SubscriptionJson subscriptions,
      SessionJson sessions,
      RiskJson risks,
      InstantSource clock,
      Ids ids,
      Consumer<StripeEvent> delivery) {
    this.account = account;
    this.json = json;
    this.subscriptions = subscriptions;
    this.sessions = sessions;
    this.risks = risks;
    this.clock = clock;
    this.ids = ids;
    this.delivery = delivery;
  }

  @Override
  public void refundCreated(Refund refund, Origin origin) {
    ObjectNode object = json.refund(refund, Expansion.NONE);
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    publish("refund.created", object, nothing, origin);
    if (refund.status() == RefundStatus.FAILED) {
      publish("refund.failed", object, nothing, origin);
      return;
    }
    Payment payment = account.payment(refund.paymentId()).orElseThrow();
    ObjectNode before = JsonNodeFactory.instance.objectNode();
    before.put("amount_refunded", account.refunded(payment.id()) - refund.amount());
    publish("charge.refunded", json.charge(payment, Expansion.NONE), before, origin);
  }

  @Override
  public void refundChanged(Refund before, Refund after, Origin origin) {
    ObjectNode object = json.refund(after, Expansion.NONE);
    ObjectNode previous = changed(json.refund(before, Expansion.NONE), object);
    publish("refund.updated", object, previous, origin);
    if (after.status() == RefundStatus.FAILED && before.status() != RefundStatus.FAILED) {
      publish("refund.failed", object, previous, origin);
    }
  }

  @Override
  public void disputeChanged(@Nullable Dispute before, Dispute after, Origin origin) {
    ObjectNode object = json.dispute(after, Expansion.NONE);
    if (before == null) {
      publish("charge.dispute.created", object, JsonNodeFactory.instance.objectNode(), origin);
      return;
    }
    ObjectNode previous = changed(json.dispute(before, Expansion.NONE), object);
    boolean closing = after.status().closed() && !before.status().closed();
    publish(closing ? "charge.dispute.closed" : "charge.dispute.updated", object, previous, origin);
  }

  @Override
  public void reviewChanged(Review after, Origin origin) {
    publish(
        after.open() ? "review.opened" : "review.closed",
        risks.review(after),
        JsonNodeFactory.instance.objectNode(),
        origin);
  }

  @Override
  public void warned(FraudWarning warning, Origin origin) {
    publish(
        "radar.early_fraud_warning.created",
        risks.warning(warning),
        JsonNodeFactory.instance.objectNode(),
        origin);
  }

  @Override
  public void subscriptionAdded(Subscription subscription, Origin origin) {
    publish(
        "customer.subscription.created",
        subscriptions.subscription(subscription, Expansion.NONE),
        JsonNodeFactory.instance.objectNode(),
        origin);
  }

  @Override
  public void subscriptionChanged(Subscription before, Subscription after, Origin origin) {
    ObjectNode object = subscriptions.subscription(after, Expansion.NONE);
    if (after.status().over() && !before.status().over()) {
      publish(
          "customer.subscription.deleted", object, JsonNodeFactory.instance.objectNode(), origin);
      return;
    }
    ObjectNode previous = changed(subscriptions.subscription(before, Expansion.NONE), object);
    publish("customer.subscription.updated", object, previous, origin);
  }

  @Override
  public void sessionAdded(VerificationSession session, Origin origin) {
    publish(
        SESSION + "created",
        sessions.session(session),
        JsonNodeFactory.instance.objectNode(),
        origin);
  }

  @Override
  public void sessionChanged(VerificationSession before, VerificationSession after, Origin origin) {
    ObjectNode object = sessions.session(after);
    ObjectNode previous = changed(sessions.session(before), object);
    if (after.status() != before.status()) {
      publish(SESSION + after.status().wire(), object, previous, origin);
    }
    if (after.redaction() == VerificationSession.Redaction.REDACTED) {
      publish(SESSION + "redacted", object, previous, origin);
    }
  }

  /** An event as no version of the API has it. */
  void publishMisshapen(String type, ObjectNode object, Origin origin) {
    publish(type, object, JsonNodeFactory.instance.objectNode(), origin);
  }

  /** All events, newest first. */
  synchronized List<StripeEvent> events() {
    List<StripeEvent> newestFirst = new ArrayList<>(events);
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  private void publish(String type, ObjectNode object, ObjectNode previous, Origin origin) {
    StripeEvent event =
        new StripeEvent(ids.event(), type, object, previous, origin, clock.instant());
    synchronized (this) {
      events.add(event);
    }
    delivery.accept(event);
  }

  private static ObjectNode changed(ObjectNode before, ObjectNode after) {
    ObjectNode previous = JsonNodeFactory.instance.objectNode();
    before
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().equals(after.get(field.getKey()))) {
                previous.set(field.getKey(), field.getValue());
              }
            });
    after
        .properties()
        .forEach(
            field -> {
              JsonNode old = before.get(field.getKey());
              if (old == null) {
                previous.putNull(field.getKey());
              }
            });
    return previous;
  }
}
