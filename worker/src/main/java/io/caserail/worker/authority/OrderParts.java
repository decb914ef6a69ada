package io.caserail.worker.authority;

import io.caserail.model.ObjectId;
import io.caserail.port.OrderFacts;
import io.caserail.port.SubscriptionFacts;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What hangs on an order or a subscription, read in its systems right before a part of it is
 * changed: a forged order could name the part of another one.
 */
public final class OrderParts {
  private final Function<ObjectId, OrderFacts> orders;

  /**
   * Parts.
   *
   * @param orders an order as it is now
   */
  public OrderParts(Function<ObjectId, OrderFacts> orders) {
    this.orders = orders;
  }

  /** Only the subscription that was asked about, or that of the order, may be changed. */
  public ChangeTest subscription() {
    return change -> {
      ObjectId asked = change.asked();
      String its = isSubscription(asked) ? asked.value() : orders.apply(asked).subscription();
      return refusal(change, "subscription", its);
    };
  }

  /** Only the label of the order's own parcel may be voided. */
  public ChangeTest shipment() {
    return change ->
        refusal(
            change,
            "parcel",
            isSubscription(change.asked()) ? "" : orders.apply(change.asked()).shipment());
  }

  /**
   * Only what the order or its subscription pays for may be taken away or given back.
   *
   * @param subscriptions a subscription as it is now
   */
  public ChangeTest access(Function<ObjectId, SubscriptionFacts> subscriptions) {
    return change -> {
      ObjectId asked = change.asked();
      String wanted = change.order().object().value();
      String subscription = asked.value();
      if (!isSubscription(asked)) {
        OrderFacts order = orders.apply(asked);
        if (order.access().equals(wanted)) {
          return null;
        }
        subscription = order.subscription();
      }
      return refusal(change, "access", accessOf(subscription, subscriptions));
    };
  }

  private static String accessOf(
      String subscription, Function<ObjectId, SubscriptionFacts> subscriptions) {
    try {
      return subscription.isEmpty() ? "" : subscriptions.apply(new ObjectId(subscription)).access();
    } catch (IllegalArgumentException noId) {
      return "";
    }
  }

  private static ChangeTest.@Nullable Refusal refusal(
      ProvenChange change, String part, String its) {
    String named = change.order().object().value();
    return named.equals(its)
        ? null
        : new ChangeTest.Refusal(
            StopCode.NOT_ITS_PART, named + " is no " + part + " of " + change.asked());
  }

  private static boolean isSubscription(ObjectId asked) {
    return asked.value().startsWith("sub_");
  }
}
