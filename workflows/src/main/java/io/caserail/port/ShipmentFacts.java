package io.caserail.port;

import io.caserail.model.ObjectId;

/**
 * A shipment as the carrier shows it now.
 *
 * @param system the shipping system's name as people know it
 * @param shipment its id
 * @param found false when there is no such shipment; the rest is then empty
 * @param stage where the parcel is
 * @param tracking the number that people track it by; empty for none
 */
public record ShipmentFacts(
    String system, ObjectId shipment, boolean found, Stage stage, String tracking) {

  /** Where a parcel is. */
  public enum Stage {
    /** A label was bought; the carrier has nothing yet. */
    LABEL,
    /** The label is void, or its void was asked for. */
    VOID,
    /** With the carrier. */
    MOVING,
    /** With the customer. */
    DELIVERED,
    /** On its way back, or back. */
    RETURNING,
    /** The carrier does not say. */
    UNKNOWN
  }
}
