package io.caserail.activities.stripe;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;

/**
 * Where the sweep brings what Stripe's list of events tells. Whoever hears of it takes it as a
 * hint: it may be said again, and about what is not ours.
 */
public interface StripeNews {
  /** A refund of ours has failed: its settlement, which is started where none is open. */
  void failed(String refund, String eventId);

  /**
   * There is news of an object, for the case that waits for it.
   *
   * @return whether one did
   */
  boolean wake(CaseKind kind, ObjectId object, String eventId);

  /** Whether a payment has a case, open or within Temporal's memory. */
  boolean hasCase(ObjectId payment);

  /** A refund was made by somebody else, of a payment that has a case. */
  void foreign(ForeignRefund refund);

  /**
   * An event can't be read: it waits for a person, where its webhook would have put it.
   *
   * @param flaw what keeps it from being read
   * @param body the event, as the list has it
   * @throws RuntimeException when it could not be put aside
   */
  void notUnderstood(String eventId, String flaw, String body);
}
