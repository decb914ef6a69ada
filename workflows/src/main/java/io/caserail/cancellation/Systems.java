package io.caserail.cancellation;

import io.caserail.engine.CaseEngine;
import io.caserail.model.ObjectId;
import io.caserail.model.Step;
import io.caserail.port.AccessActivities;
import io.caserail.port.Attempt;
import io.caserail.port.BillingActivities;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Claim;
import io.caserail.port.DueRefundActivities;
import io.caserail.port.FulfilmentActivities;
import io.caserail.port.LookUpRequest;
import io.caserail.port.OrderActivities;
import io.caserail.port.OrderFacts;
import io.caserail.port.PaymentActivities;
import io.caserail.port.ShipmentFacts;
import io.caserail.port.SubscriptionFacts;
import io.caserail.port.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The systems of what is being cancelled: asks them what hangs on it, and keeps what they said
 * last.
 */
final class Systems {
  private static final Step LOOK_UP = new Step("look-up", "Look up what is to be cancelled");

  private final CaseEngine engine;
  private final CancellationRequest request;
  private final CancellationNotes notes;
  private final List<Claim> approvals = new ArrayList<>();
  private Situation facts = new Situation(null, null, null);
  private boolean news;
  private boolean unseen;

  Systems(CaseEngine engine, CancellationRequest request, CancellationNotes notes) {
    this.engine = engine;
    this.request = request;
    this.notes = notes;
  }

  /** Asks all of them. */
  void look() {
    news = false;
    OrderFacts order = null;
    String subscription = request.isSubscription() ? request.object().value() : "";
    String shipment = "";
    if (!request.isSubscription()) {
      order =
          engine.read(
              LOOK_UP,
              TaskQueues.COMPANY,
              o -> Async.function(orders(o)::lookUpOrder, new LookUpRequest(request.object())));
      subscription = order.found() ? order.subscription() : "";
      shipment = order.found() ? order.shipment() : "";
    }
    facts =
        new Situation(
            order,
            Situation.isId(subscription) ? lookUpSubscription(new ObjectId(subscription)) : null,
            Situation.isId(shipment) ? lookUpShipment(new ObjectId(shipment)) : null);
    notes.found(facts);
    engine.display().hangsOn(facts.parts());
  }

  private SubscriptionFacts lookUpSubscription(ObjectId id) {
    return engine.read(
        LOOK_UP,
        TaskQueues.BILLING,
        o -> Async.function(billing(o)::lookUpSubscription, new LookUpRequest(id)));
  }

  private ShipmentFacts lookUpShipment(ObjectId id) {
    return engine.read(
        LOOK_UP,
        TaskQueues.FULFILMENT,
        o -> Async.function(parcels(o)::lookUpShipment, new LookUpRequest(id)));
  }

  /** What they said last. */
  Situation facts() {
    return facts;
  }

  /** One of them has something to say. */
  void wake() {
    news = true;
    unseen = true;
  }

  boolean hasNews() {
    return news;
  }

  /** What one of them has to say is being asked for. */
  void newsIsRead() {
    news = false;
  }

  /** Whether there was news since it was last minded what others have done anywhere. */
  boolean hasUnseen() {
    return unseen;
  }

  /** Asks all of them, for what others may have done anywhere. */
  void lookAgain() {
    unseen = false;
    look();
  }

  /** A person agreed; every change names them from here on. */
  void agreed(Claim approval) {
    approvals.add(approval);
  }

  boolean isApproved() {
    return !approvals.isEmpty();
  }

  ChangeOrder order(Attempt attempt, ObjectId object) {
    return order(attempt, object, "");
  }

  ChangeOrder order(Attempt attempt, ObjectId object, String value) {
    return new ChangeOrder(attempt, object, value, request.ticket(), request.by(), approvals);
  }

  SubscriptionFacts subscription() {
    return there(facts.subscription(), "subscription");
  }

  ShipmentFacts shipment() {
    return there(facts.shipment(), "shipment");
  }

  private static <T> T there(@Nullable T part, String what) {
    if (part == null) {
      throw new IllegalStateException("there is no " + what);
    }
    return part;
  }

  static OrderActivities orders(ActivityOptions options) {
    return Workflow.newActivityStub(OrderActivities.class, options);
  }

  static BillingActivities billing(ActivityOptions options) {
    return Workflow.newActivityStub(BillingActivities.class, options);
  }

  static FulfilmentActivities parcels(ActivityOptions options) {
    return Workflow.newActivityStub(FulfilmentActivities.class, options);
  }

  static DueRefundActivities refunds(ActivityOptions options) {
    return Workflow.newActivityStub(DueRefundActivities.class, options);
  }

  static PaymentActivities payments(ActivityOptions options) {
    return Workflow.newActivityStub(PaymentActivities.class, options);
  }

  static AccessActivities access(ActivityOptions options) {
    return Workflow.newActivityStub(AccessActivities.class, options);
  }
}
