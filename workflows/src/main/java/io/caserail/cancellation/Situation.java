package io.caserail.cancellation;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.PersonTag;
import io.caserail.port.OrderFacts;
import io.caserail.port.ShipmentFacts;
import io.caserail.port.SubscriptionFacts;
import io.caserail.port.Tracked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be cancelled, as its systems show it now.
 *
 * @param order the order; null when a subscription was named itself
 * @param subscription the subscription; null when there is none
 * @param shipment the shipment; null when there is none
 */
public record Situation(
    @Nullable OrderFacts order,
    @Nullable SubscriptionFacts subscription,
    @Nullable ShipmentFacts shipment) {

  /** A payment that was made for it. */
  record Paid(String payment, Money amount) {
    @Override
    public String toString() {
      return amount + " of payment " + payment;
    }
  }

  /** What hangs on it in other systems. */
  List<String> parts() {
    List<String> parts = new ArrayList<>();
    if (subscription != null && order != null) {
      parts.add(order.subscription());
    }
    if (shipment != null) {
      parts.add(shipment.shipment().value());
    }
    return parts;
  }

  /** What it has to mind while it waits. */
  List<Tracked> minds() {
    List<Tracked> minds = new ArrayList<>();
    if (shipment != null && shipment.found()) {
      minds.add(new Tracked(Tracked.State.SHIPMENT, shipment.shipment().value()));
    }
    accesses().forEach(access -> minds.add(new Tracked(Tracked.State.ENTITLEMENT, access.value())));
    return minds;
  }

  /** Whether the object that was named exists. */
  boolean found() {
    return order != null ? order.found() : subscription != null && subscription.found();
  }

  /** The system that the object was looked up in. */
  String system() {
    return order != null ? order.system() : subscription != null ? subscription.system() : "";
  }

  PersonTag customer() {
    return order != null
        ? order.customer()
        : subscription != null ? subscription.customer() : new PersonTag("none");
  }

  /** When the customer bound themselves. */
  Instant since() {
    return order != null ? order.at() : subscription != null ? subscription.since() : Instant.EPOCH;
  }

  /** Whether there is a subscription that is not over. */
  boolean isBilled() {
    return subscription != null
        && subscription.found()
        && subscription.status() != SubscriptionFacts.Status.ENDED;
  }

  /** Whether there is a subscription that is over. */
  boolean hasEnded() {
    return subscription != null && subscription.found() && !isBilled();
  }

  /** Whether terms are billed one after another. */
  boolean runsOn() {
    return isBilled()
        && subscription != null
        && subscription.status() == SubscriptionFacts.Status.RUNNING;
  }

  /** Whether its order was cancelled, by this case or elsewhere. */
  boolean isCancelled() {
    return order != null && order.stage() == OrderFacts.Stage.CANCELLED;
  }

  /** The operations of cases of an object that have ended it; none where somebody else has. */
  List<OperationId> endedBy(ObjectId object) {
    List<String> marks = new ArrayList<>();
    if (isCancelled() && order != null) {
      marks.add(order.operation());
    }
    if (subscription != null && subscription.found()) {
      marks.add(subscription.operation());
    }
    return marks.stream()
        .filter(mark -> mark.startsWith(object + "/") && mark.split("/", -1).length == 3)
        .map(OperationId::new)
        .toList();
  }

  boolean isOpen() {
    return order != null && order.stage() == OrderFacts.Stage.OPEN;
  }

  /** The accounts in the access system that it pays for. */
  List<ObjectId> accesses() {
    List<ObjectId> accesses = new ArrayList<>();
    for (String name : accessNames()) {
      ObjectId access = new ObjectId(name);
      if (!accesses.contains(access)) {
        accesses.add(access);
      }
    }
    return accesses;
  }

  private List<String> accessNames() {
    List<String> names = new ArrayList<>();
    if (order != null && !order.access().isEmpty()) {
      names.add(order.access());
    }
    if (subscription != null && subscription.found() && !subscription.access().isEmpty()) {
      names.add(subscription.access());
    }
    return names;
  }

  /** Names that hang on it and can't be the id of anything. */
  List<String> unfit() {
    List<String> names = accessNames();
    if (order != null) {
      names.add(order.subscription());
      names.add(order.shipment());
    }
    return names.stream().filter(name -> !name.isEmpty() && !isId(name)).toList();
  }

  static boolean isId(String name) {
    try {
      return !new ObjectId(name).value().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Nullable Paid paidForOrder() {
    return order == null ? null : paid(order.payment(), order.paid());
  }

  @Nullable Paid paidForTerm() {
    return subscription == null ? null : paid(subscription.payment(), subscription.paid());
  }

  private static @Nullable Paid paid(String payment, @Nullable Money amount) {
    return payment.isEmpty() || amount == null || amount.minor() == 0
        ? null
        : new Paid(payment, amount);
  }
}
