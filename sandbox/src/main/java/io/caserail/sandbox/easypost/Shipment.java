package io.caserail.sandbox.easypost;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A parcel with a label that was bought.
 *
 * @param reference the shop's own name for it, usually an order; empty for none
 * @param trackingCode what people track it by
 * @param refundStatus null while nobody has asked for the label to be taken back
 * @param refundDue when the carrier will have answered; null while nothing is open
 * @param refundsAsked how often the carrier was asked
 */
public record Shipment(
    String id,
    String reference,
    String trackerId,
    String trackingCode,
    TrackerStatus status,
    @Nullable RefundStatus refundStatus,
    @Nullable Instant refundDue,
    int refundsAsked,
    CarrierAnswer carrier,
    Instant created,
    Instant updated) {

  Shipment tracked(TrackerStatus next, Instant at) {
    return new Shipment(
        id,
        reference,
        trackerId,
        trackingCode,
        next,
        refundStatus,
        refundDue,
        refundsAsked,
        carrier,
        created,
        at);
  }

  Shipment asked(RefundStatus next, @Nullable Instant due, Instant at) {
    return new Shipment(
        id,
        reference,
        trackerId,
        trackingCode,
        status,
        next,
        due,
        refundsAsked + 1,
        carrier,
        created,
        at);
  }

  Shipment answered(RefundStatus next, Instant at) {
    return new Shipment(
        id,
        reference,
        trackerId,
        trackingCode,
        status,
        next,
        null,
        refundsAsked,
        carrier,
        created,
        at);
  }
}
