package io.caserail.activities.easypost;

import io.caserail.activities.http.Doc;
import io.caserail.port.ShipmentFacts.Stage;

/**
 * A shipment as EasyPost shows it.
 *
 * @param production whether it is a real one
 * @param status the carrier's word on the parcel, for example {@code in_transit}
 * @param tracking the number that people track it by; empty for none
 * @see <a href="https://docs.easypost.com/docs/shipments">EasyPost: shipments</a>
 */
record EasyPostShipment(
    String id, boolean production, String status, Refund refund, String tracking) {

  /**
   * What has become of the wish to take the label back.
   *
   * @see <a href="https://docs.easypost.com/docs/shipments/shipping-refund">EasyPost: shipping
   *     refund</a>
   */
  enum Refund {
    NONE,
    SUBMITTED,
    REFUNDED,
    REJECTED,
    /** The carrier bills on scan and takes no label back, however often it is asked. */
    NOT_APPLICABLE
  }

  static EasyPostShipment read(Doc shipment) {
    Refund refund =
        switch (shipment.textOr("refund_status", "")) {
          case "" -> Refund.NONE;
          case "submitted" -> Refund.SUBMITTED;
          case "refunded" -> Refund.REFUNDED;
          case "rejected" -> Refund.REJECTED;
          case "not_applicable" -> Refund.NOT_APPLICABLE;
          default -> throw shipment.unreadable("refund_status");
        };
    return new EasyPostShipment(
        shipment.text("id"),
        shipment.text("mode").equals("production"),
        shipment.textOr("status", "unknown"),
        refund,
        shipment.textOr("tracking_code", ""));
  }

  /** Whether the carrier has it, or had it: its label can't be taken back any more. */
  boolean hasLeft() {
    Stage parcel = parcel();
    return parcel == Stage.MOVING || parcel == Stage.DELIVERED || parcel == Stage.RETURNING;
  }

  /** Where it is. A parcel that moves is moving, whatever was asked about its label. */
  Stage stage() {
    boolean isVoid = refund == Refund.SUBMITTED || refund == Refund.REFUNDED;
    return isVoid && !hasLeft() ? Stage.VOID : parcel();
  }

  /** A status of {@code unknown} is no promise that nothing was scanned. */
  private Stage parcel() {
    return switch (status) {
      case "pre_transit" -> Stage.LABEL;
      case "in_transit", "out_for_delivery", "available_for_pickup" -> Stage.MOVING;
      case "delivered" -> Stage.DELIVERED;
      case "return_to_sender" -> Stage.RETURNING;
      default -> Stage.UNKNOWN;
    };
  }
}
