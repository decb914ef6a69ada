package io.caserail.activities.rest;

import io.caserail.activities.person.PersonTags;
import io.caserail.model.ObjectId;
import io.caserail.port.ChangeOrder;
import io.caserail.port.LookUpRequest;
import io.caserail.port.OrderActivities;
import io.caserail.port.OrderFacts;
import io.caserail.port.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Orders in a company's own system. */
public final class RestOrders implements OrderActivities {
  private final RestClient client;
  private final RestChanges changes;
  private final PersonTags persons;

  public RestOrders(RestClient client, RestChanges changes, PersonTags persons) {
    this.client = client;
    this.changes = changes;
    this.persons = persons;
  }

  @Override
  public OrderFacts lookUpOrder(LookUpRequest request) {
    ObjectId id = request.payment();
    return client
        .object(RestCollection.ORDERS, id)
        .map(order -> facts(id, order))
        .orElseGet(() -> missing(id));
  }

  private OrderFacts facts(ObjectId id, RestAnswer order) {
    OrderFacts.Stage stage =
        OrderFacts.Stage.valueOf(order.meaning("stage").toUpperCase(Locale.ROOT));
    return new OrderFacts(
        client.settings().system(),
        id,
        true,
        persons.of(order.text("customer")),
        stage,
        // Tickets know whole seconds: to a finer time a request of the same second came before it.
        order.instant("placedAt").truncatedTo(ChronoUnit.SECONDS),
        order.objectId("subscription"),
        order.objectId("shipment"),
        order.objectId("access"),
        order.objectId("payment"),
        order.money("paidMinor", "paidCurrency"),
        stage == OrderFacts.Stage.CANCELLED ? order.text("operation") : "");
  }

  private OrderFacts missing(ObjectId id) {
    return new OrderFacts(
        client.settings().system(),
        id,
        false,
        PersonTags.NONE,
        OrderFacts.Stage.CLOSED,
        Instant.EPOCH,
        "",
        "",
        "",
        "",
        null);
  }

  @Override
  public Outcome cancelOrder(ChangeOrder order) {
    return changes.apply(RestChange.CANCEL, order);
  }

  @Override
  public Outcome findCancellation(ChangeOrder order) {
    return changes.find(RestChange.CANCEL, order);
  }

  @Override
  public Outcome reopenOrder(ChangeOrder order) {
    return changes.apply(RestChange.REOPEN, order);
  }
}
