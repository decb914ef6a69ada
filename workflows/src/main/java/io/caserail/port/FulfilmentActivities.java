package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/**
 * Parcels and their labels, as the cases need them; {@link ChangeOrder#object()} is the shipment.
 * Each fails with {@link FailureType} types only.
 */
@ActivityInterface
public interface FulfilmentActivities {
  /** Reads the shipment. One that isn't there is an answer. */
  ShipmentFacts lookUpShipment(LookUpRequest request);

  /**
   * Asks the carrier to take the label back: usually {@link Outcome.Kind#PENDING} for days. {@link
   * Outcome.Kind#REJECTED} when the parcel has left, or the carrier said no; a carrier that said no
   * is asked again by a new generation only. One that somebody else asked for is taken as it
   * stands, with the code {@link Outcome#ALREADY}. It can't be undone.
   */
  Outcome voidLabel(ChangeOrder order);

  /** Whether the label is void or about to be, or {@link Outcome.Kind#ABSENT}. */
  Outcome findVoid(ChangeOrder order);

  /**
   * Answers once a parcel is somewhere else than it was, with {@link Outcome.Kind#ABSENT} and where
   * that is; {@link FailureType#NOT_YET} until then.
   */
  Outcome awaitMove(ParcelWatch watch);

  /** The final word on a void that was asked for; {@link FailureType#NOT_YET} until then. */
  Outcome awaitVoid(ChangeOrder order);
}
