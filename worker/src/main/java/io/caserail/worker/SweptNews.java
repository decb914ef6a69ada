package io.caserail.worker;

import io.caserail.activities.stripe.ForeignRefund;
import io.caserail.activities.stripe.StripeNews;
import io.caserail.client.CaseClient;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.SweptEvent;
import io.caserail.quarantine.QuarantineEntry;
import io.caserail.worker.config.QuarantineConfig;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** Brings what a payment system's list of events tells to the case that it concerns. */
final class SweptNews implements StripeNews {
  /** What the gateway calls it, too. */
  private static final String SOURCE = "stripe";

  private static final int MOST_BYTES = 64 * 1024;

  private final CaseClient cases;
  private final ForeignNotes notes;
  private final QuarantineConfig aside;
  private final InstantSource clock;

  SweptNews(CaseClient cases, ForeignNotes notes, QuarantineConfig aside, InstantSource clock) {
    this.cases = cases;
    this.notes = notes;
    this.aside = aside;
    this.clock = clock;
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

  /** The same entry as its webhook's, whichever comes first. */
  @Override
  public void notUnderstood(String eventId, String flaw, String body) {
    if (cases.quarantine().open(SOURCE, aside.mostOpen()) >= aside.mostOpen()) {
      throw new IllegalStateException("the quarantine of " + SOURCE + " is full");
    }
    byte[] whole = body.getBytes(StandardCharsets.UTF_8);
    var unused =
        cases.quarantine(
            new QuarantineEntry(
                SOURCE,
                eventId,
                flaw,
                whole.length <= MOST_BYTES ? body : body.substring(0, MOST_BYTES / 3),
                "what the sweep reads of Stripe's list of events",
                "the sweep",
                clock.instant(),
                whole.length,
                aside.owners().getOrDefault(SOURCE, aside.owner()),
                aside.escalateAfter(),
                aside.escalateTo()));
  }
}
