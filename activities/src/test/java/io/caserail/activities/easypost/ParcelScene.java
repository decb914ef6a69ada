package io.caserail.activities.easypost;

import io.caserail.activities.ChangeScene;
import io.caserail.activities.http.Secret;
import io.caserail.port.ChangeOrder;
import io.caserail.port.FulfilmentActivities;
import io.caserail.sandbox.easypost.CarrierAnswer;
import io.caserail.sandbox.easypost.EasyPostOptions;
import io.caserail.sandbox.easypost.EasyPostSandbox;
import io.caserail.sandbox.easypost.RefundStatus;
import io.caserail.sandbox.fault.CallFault;
import io.caserail.sandbox.fault.Fault;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A parcel with a label in the sandbox, and our activities in front of it. */
final class ParcelScene implements AutoCloseable {
  static final Duration POLL = Duration.ofHours(6);

  final ChangeScene changes = new ChangeScene();
  final EasyPostSandbox easypost =
      EasyPostSandbox.start(EasyPostOptions.defaults(), changes.surroundings());

  String parcel = easypost.buy("order-1").id();

  /** Makes another parcel the scene's own. */
  void carrierWill(CarrierAnswer answer) {
    parcel = easypost.buy("order-1", answer).id();
  }

  FulfilmentActivities activities() {
    return activities(easypost.apiKey());
  }

  FulfilmentActivities activities(String key) {
    EasyPostSettings settings = new EasyPostSettings(easypost.url(), new Secret(key), false, POLL);
    return changes.stub(
        FulfilmentActivities.class,
        new EasyPostFulfilment(
            new EasyPostClient(changes.upstream("EasyPost"), settings),
            changes.clearance(),
            changes.sends(),
            changes.surroundings().clock(),
            settings));
  }

  ChangeOrder order() {
    return changes.order(parcel);
  }

  ChangeOrder maybeSent() {
    return changes.maybeSent(parcel);
  }

  ChangeOrder newGeneration() {
    return changes.order(parcel, 1, false, "");
  }

  void posts(Function<CallFault, Fault> fault) {
    strike("POST */refund", fault);
  }

  void reads(Function<CallFault, Fault> fault) {
    strike("GET /v2/shipments/*", fault);
  }

  private void strike(String endpoint, Function<CallFault, Fault> fault) {
    changes
        .surroundings()
        .faults()
        .add(fault.apply(Fault.on(EasyPostSandbox.SYSTEM).endpoint(endpoint)));
  }

  @Nullable RefundStatus refundStatus() {
    return easypost.shipment(parcel).refundStatus();
  }

  /** How many times a refund was asked for over HTTP. */
  int sends() {
    return changes
        .surroundings()
        .calls()
        .of(EasyPostSandbox.SYSTEM, "POST /v2/shipments/{id}/refund")
        .size();
  }

  @Override
  public void close() {
    easypost.close();
    changes.close();
  }
}
