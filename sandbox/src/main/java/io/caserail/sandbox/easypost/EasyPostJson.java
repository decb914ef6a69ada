package io.caserail.sandbox.easypost;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * EasyPost's objects as JSON, with the fields that matter here. Addresses stay empty: nobody's data
 * is in the sandbox.
 *
 * @see <a href="https://docs.easypost.com/docs/shipments">EasyPost: shipments</a>
 * @see <a href="https://docs.easypost.com/docs/events">EasyPost: events</a>
 */
final class EasyPostJson {
  private static final String CARRIER = "USPS";

  private final String mode;

  EasyPostJson(boolean production) {
    this.mode = production ? "production" : "test";
  }

  ObjectNode shipment(Shipment shipment) {
    ObjectNode json =
        stamped(shipment.id(), "Shipment", shipment.created(), shipment.updated())
            .put("is_return", false)
            .put("reference", shipment.reference().isEmpty() ? null : shipment.reference())
            .put("status", shipment.status().wire())
            .put("tracking_code", shipment.trackingCode())
            .put("refund_status", wire(shipment.refundStatus()));
    json.putNull("to_address").putNull("from_address").putArray("messages");
    json.putObject("selected_rate")
        .put("object", "Rate")
        .put("carrier", CARRIER)
        .put("service", "GroundAdvantage");
    json.putObject("postage_label").put("object", "PostageLabel").put("label_file_type", "PDF");
    json.set("tracker", tracker(shipment));
    return json;
  }

  ObjectNode tracker(Shipment shipment) {
    return stamped(shipment.trackerId(), "Tracker", shipment.created(), shipment.updated())
        .put("tracking_code", shipment.trackingCode())
        .put("status", shipment.status().wire())
        .put("shipment_id", shipment.id())
        .put("carrier", CARRIER);
  }

  ObjectNode refund(Shipment shipment) {
    return stamped(
            "rfnd_" + shipment.id().substring(4), "Refund", shipment.updated(), shipment.updated())
        .put("tracking_code", shipment.trackingCode())
        .putNull("confirmation_number")
        .put("status", wire(shipment.refundStatus()))
        .put("carrier", CARRIER)
        .put("shipment_id", shipment.id());
  }

  ObjectNode event(
      String id, String description, ObjectNode previous, ObjectNode result, Instant at) {
    ObjectNode json =
        stamped(id, "Event", at, at).put("description", description).put("status", "pending");
    json.set("previous_attributes", previous);
    json.set("result", result);
    return json;
  }

  private ObjectNode stamped(String id, String object, Instant created, Instant updated) {
    return Json.object()
        .put("id", id)
        .put("object", object)
        .put("mode", mode)
        .put("created_at", seconds(created))
        .put("updated_at", seconds(updated));
  }

  private static @Nullable String wire(@Nullable RefundStatus status) {
    return status == null ? null : status.wire();
  }

  private static String seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
