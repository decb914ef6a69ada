package io.caserail.worker;

import io.caserail.activities.stripe.ForeignRefund;
import io.caserail.activities.stripe.StripeNews;
import io.caserail.client.CaseClient;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.SweptEvent;

/** Brings what a payment system's list of events tells to the case that it concerns. */
final class SweptNews implements StripeNews {
  private final CaseClient cases;
  private final ForeignNotes notes;

  SweptNews(CaseClient cases, ForeignNotes notes) {
    this.cases = cases;
    this.notes = notes;
  }

  @Override
  public void failed(String refund, String eventId) {
    cases.wakeOrStart(refund, SweptEvent.marked(eventId));
  }

  @Override
  public boolean wake(CaseKind kind, ObjectId object, String eventId) {
    return cases.wake(kind, object, SweptEvent.marked(eventId));
  }

  @Override
  public boolean hasCase(ObjectId payment) {
    return !notes.tickets(payment).isEmpty();
  }

  @Override
  public void foreign(ForeignRefund refund) {
    notes.show(refund);
  }
}
