package io.caserail.gateway;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.HintBundle;
import io.caserail.port.TicketHint;
import io.caserail.quarantine.QuarantineEntry;
import java.util.List;
import java.util.function.Supplier;
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
  public List<String> wakeOn(ObjectId part, String eventId) {
    return reached(() -> cases.wakeOn(part, eventId), "no case is open that hangs on it");
  }

  @Override
  public List<String> hintOpen(TicketHint hint) {
    Note note = TAKING.get();
    if (note != null) {
      note.ticket = hint.ticket().value();
    }
    return reached(() -> cases.hintOpen(hint), "no case of this ticket is open");
  }

  private static List<String> reached(Supplier<List<String>> news, String whyNone) {
    Note note = TAKING.get();
    if (note == null) {
      return news.get();
    }
    note.why = "which cases it concerns can't be told";
    List<String> cases = news.get();
    note.caseId = String.join(" ", cases);
    note.why = cases.isEmpty() ? whyNone : "";
    return cases;
  }

  @Override
  public String hintLater(HintBundle bundle) {
    return cases.hintLater(bundle);
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
