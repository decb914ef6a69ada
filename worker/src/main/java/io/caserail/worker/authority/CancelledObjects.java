package io.caserail.worker.authority;

import io.caserail.model.ObjectId;
import io.caserail.port.BillingActivities;
import io.caserail.port.LookUpRequest;
import io.caserail.port.OrderActivities;
import io.caserail.port.OrderFacts;
import io.caserail.port.Origin;
import io.caserail.port.SubscriptionFacts;
import io.caserail.worker.authority.OriginFacts.Part;
import java.util.ArrayList;
import java.util.List;

/** Orders and subscriptions that are said to be cancelled, read from their own systems. */
public final class CancelledObjects implements OriginEvidence {
  private static final String SUBSCRIPTION = "sub_[A-Za-z0-9_-]{1,96}";

  private final OrderActivities orders;
  private final BillingActivities billing;

  public CancelledObjects(OrderActivities orders, BillingActivities billing) {
    this.orders = orders;
    this.billing = billing;
  }

  @Override
  public OriginFacts read(Origin origin) {
    ObjectId object = origin.object();
    List<Part> parts = new ArrayList<>();
    if (object.value().startsWith("sub_")) {
      addSubscription(object.value(), parts);
    } else {
      OrderFacts order = orders.lookUpOrder(new LookUpRequest(object));
      if (order.found()) {
        parts.add(
            new Part(
                "order " + object,
                order.system(),
                order.stage() != OrderFacts.Stage.CANCELLED,
                order.payment(),
                order.paid()));
        addSubscription(order.subscription(), parts);
      }
    }
    return new OriginFacts(parts);
  }

  private void addSubscription(String id, List<Part> parts) {
    if (!id.matches(SUBSCRIPTION)) {
      return;
    }
    SubscriptionFacts subscription =
        billing.lookUpSubscription(new LookUpRequest(new ObjectId(id)));
    if (subscription.found()) {
      parts.add(
          new Part(
              "subscription " + id,
              subscription.system(),
              subscription.status() != SubscriptionFacts.Status.ENDED,
              subscription.payment(),
              subscription.paid()));
    }
  }
}
