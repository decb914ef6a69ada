package io.caserail.port;

import io.caserail.model.ObjectId;

/**
 * Asks to be told when a parcel is somewhere else.
 *
 * @param stage where it was when somebody looked last
 */
public record ParcelWatch(ObjectId shipment, ShipmentFacts.Stage stage) {}
