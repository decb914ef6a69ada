package io.caserail.gateway;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.HintBundle;
import io.caserail.port.TicketHint;
import io.caserail.quarantine.QuarantineEntry;
import io.caserail.quarantine.ReplayActivities;
import io.caserail.quarantine.Replayed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was put aside once more: the same hook takes the same bytes, by the rules of now. The
 * signature was judged when the event arrived; of its headers only the event's id was kept.
 */
public final class Replays implements ReplayActivities {
  private final GatewaySettings settings;
  private final CaseInbox cases;

  public Replays(GatewaySettings settings, CaseInbox cases) {
    this.settings = settings;
    this.cases = cases;
  }

  @Override
  public Replayed replay(QuarantineEntry entry) {
    if (!entry.isWhole()) {
      return Replayed.notUnderstood(
          "the body was cut or is no UTF-8, so it can't be read again", entry.rule());
    }
    Asked asked = new Asked(cases);
    Hook hook = Hooks.of(entry.source(), asked, settings);
    if (hook == null) {
      return Replayed.notUnderstood("this gateway knows no such source", entry.rule());
    }
    Result result =
        hook.take(
            new Delivery(
                name -> name.equals(StandardSignature.ID) ? entry.eventId() : null,
                entry.body().getBytes(StandardCharsets.UTF_8)));
    return asked.asidePut == null
        ? Replayed.as(asked.caseId.isEmpty() ? result.word() : asked.caseId)
        : Replayed.notUnderstood(asked.asidePut.clause(), asked.asidePut.rule());
  }

  /** Hands on what is understood, and keeps what is not to itself: it has its entry already. */
  private static final class Asked implements CaseInbox {
    private final CaseInbox cases;
    private String caseId = "";
    private @Nullable QuarantineEntry asidePut;

    Asked(CaseInbox cases) {
      this.cases = cases;
    }

    @Override
    public void submit(CaseKind kind, ObjectId object, TicketHint hint) {
      cases.submit(kind, object, hint);
      caseId = kind.workflowId(account(), object);
    }

    @Override
    public boolean wake(CaseKind kind, ObjectId object, String eventId) {
      boolean open = cases.wake(kind, object, eventId);
      caseId = kind.workflowId(account(), object);
      return open;
    }

    @Override
    public List<String> wakeOn(ObjectId part, String eventId) {
      return named(cases.wakeOn(part, eventId));
    }

    @Override
    public List<String> hintOpen(TicketHint hint) {
      return named(cases.hintOpen(hint));
    }

    private List<String> named(List<String> woken) {
      caseId = String.join(" ", woken);
      return woken;
    }

    @Override
    public String hintLater(HintBundle bundle) {
      return cases.hintLater(bundle);
    }

    @Override
    public void wakeOrStart(String refund, String eventId) {
      cases.wakeOrStart(refund, eventId);
      caseId = CaseKind.SETTLEMENT.workflowId(account(), new ObjectId(refund));
    }

    @Override
    public boolean quarantine(QuarantineEntry entry) {
      asidePut = entry;
      return true;
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
}
