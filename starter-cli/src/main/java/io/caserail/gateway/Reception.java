package io.caserail.gateway;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.TicketHint;
import io.caserail.quarantine.QuarantineEntry;
import org.jspecify.annotations.Nullable;

/**
 * The cases, as hooks speak to them: what one is told while a delivery is taken is noted with that
 * delivery, and what is put aside is completed by what the delivery has proven, as long as there is
 * room. A hook says what it says on the thread that takes the delivery.
 */
final class Reception implements CaseInbox {
  private static final ThreadLocal<@Nullable Note> TAKING = new ThreadLocal<>();

  private final CaseInbox cases;
  private final QuarantineSettings settings;
  private final Shelf shelf;

  Reception(CaseInbox cases, QuarantineSettings settings) {
    this.cases = cases;
    this.settings = settings;
    this.shelf = new Shelf(cases, settings.mostOpen());
  }

  /** Has a hook take a delivery; what comes of it is noted. */
  Result take(Hook hook, Delivery delivery, Note note) {
    TAKING.set(note);
    try {
      return hook.take(delivery);
    } finally {
      TAKING.remove();
      note.read(delivery);
    }
  }

  @Override
  public void submit(CaseKind kind, ObjectId object, TicketHint hint) {
    Note note = TAKING.get();
    if (note != null) {
      note.caseId = kind.workflowId(account(), object);
      note.ticket = hint.ticket().value();
    }
    cases.submit(kind, object, hint);
  }

  @Override
  public boolean wake(CaseKind kind, ObjectId object, String eventId) {
    Note note = TAKING.get();
    boolean open = cases.wake(kind, object, eventId);
    if (note != null) {
      note.caseId = kind.workflowId(account(), object);
      note.why = open ? "" : "no such case is open";
    }
    return open;
  }

  @Override
  public int wakeOn(ObjectId part, String eventId) {
    int woken = cases.wakeOn(part, eventId);
    noneOpen(woken, "no case is open that hangs on it");
    return woken;
  }

  @Override
  public int hintOpen(TicketHint hint) {
    Note note = TAKING.get();
    if (note != null) {
      note.ticket = hint.ticket().value();
    }
    int told = cases.hintOpen(hint);
    noneOpen(told, "no case of this ticket is open");
    return told;
  }

  private static void noneOpen(int reached, String why) {
    Note note = TAKING.get();
    if (note != null && reached == 0) {
      note.why = why;
    }
  }

  @Override
  public void wakeOrStart(String refund, String eventId) {
    Note note = TAKING.get();
    if (note != null) {
      note.caseId = CaseKind.SETTLEMENT.workflowId(account(), new ObjectId(refund));
    }
    cases.wakeOrStart(refund, eventId);
  }

  @Override
  public boolean quarantine(QuarantineEntry entry) {
    Note note = TAKING.get();
    String source = entry.source();
    if (note != null) {
      note.why = entry.clause();
    }
    if (shelf.isFull(source)) {
      throw Refusal.full();
    }
    boolean isNew =
        cases.quarantine(
            new QuarantineEntry(
                source,
                entry.eventId(),
                entry.clause(),
                entry.body(),
                entry.rule(),
                note == null ? "" : note.key,
                note == null ? entry.receivedAt() : note.at(),
                entry.bytes(),
                entry.owner().isBlank() ? settings.ownerOf(source) : entry.owner(),
                settings.escalateAfter(),
                settings.escalateTo()));
    if (isNew) {
      shelf.added(source);
    }
    if (note != null) {
      note.entryId = "quarantine-" + account() + "-" + source + "-" + entry.eventId();
    }
    return isNew;
  }

  @Override
  public long quarantined(String source, int most) {
    return cases.quarantined(source, most);
  }

  @Override
  public String account() {
    return cases.account();
  }

  @Override
  public boolean reachable() {
    return cases.reachable();
  }
}
