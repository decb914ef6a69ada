package io.caserail.cli;

import io.caserail.decision.Block;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.Role;
import io.caserail.port.DueRefund;
import io.caserail.port.Outcome;
import io.caserail.port.SweptEvent;
import io.caserail.port.TicketHint;
import io.caserail.record.CaseResult;
import io.caserail.record.CaseView;
import io.caserail.record.Entry;
import io.caserail.record.RequestView;
import io.caserail.record.StepLine;
import io.caserail.record.StepState;
import io.caserail.refund.RefundAsk;
import io.caserail.refund.RefundWorkflow;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plays a refund whose payment system is away: it waits at {@code pay#1}, a retry completes it, and
 * nothing else is taken. Its cause tries to clear the reader's screen. One that is asked for as
 * goodwill waits for people, and takes no retry; one of a payment with {@code stubborn} in its id
 * says no to it, and one with {@code broken} can't be looked at.
 */
public final class PlayedRefund implements RefundWorkflow {
  static final Instant ASKED = Instant.parse("2025-03-03T14:02:07Z");
  static final String KEY = "0123456789abcdef";
  static final String PEOPLE = "O'Hara's \\ group";

  private final List<Entry> record = new ArrayList<>();
  private @Nullable RefundAsk ask;
  private String payment = "";
  private CaseStatus status = CaseStatus.RUNNING;
  private boolean over;
  private int hints;

  @Override
  public CaseResult run(ObjectId object) {
    payment = object.value();
    Workflow.await(() -> over);
    Workflow.await(Workflow::isEveryHandlerFinished);
    return new CaseResult(List.of());
  }

  @Override
  public void submit(TicketHint hint) {
    hints++;
    record.add(new Entry(ASKED, "hint", "hint " + hints, "", "Caserail"));
  }

  @Override
  public void wake(String eventId) {
    boolean swept = SweptEvent.is(eventId);
    String what = swept ? "found by the sweep" : eventId;
    record.add(new Entry(ASKED, "wake", what, swept ? SweptEvent.id(eventId) : "", "Caserail"));
  }

  @Override
  public void refundDue(DueRefund due) {
    record.add(new Entry(ASKED, "due", "asked for by another case", "", "Caserail"));
  }

  @Override
  public Outcome became(String name) {
    return Outcome.absent();
  }

  @Override
  public Verdict request(RefundAsk asked) {
    if (asked.reason().equals("not_entitled")) {
      over = ask == null;
      return Verdict.refused("there is no such reason in the policy");
    }
    ask = asked;
    Block block = block();
    status = block.status();
    record.add(new Entry(ASKED, "ask", "asked for", "", asked.actor()));
    Workflow.upsertTypedSearchAttributes(
        SearchKeys.STATUS.valueSet(status.name()),
        SearchKeys.OWNER.valueSet(block.owner()),
        SearchKeys.FAULT_DOMAIN.valueSet(block.domain().name()),
        block.system().isEmpty()
            ? SearchKeys.UPSTREAM.valueUnset()
            : SearchKeys.UPSTREAM.valueSet(block.system()),
        SearchKeys.TICKET_ID.valueSet(List.of(asked.ticket().value())),
        SearchKeys.DUE_AT.valueSet(block.due().atOffset(ZoneOffset.UTC)));
    return Verdict.taken("it is looked up now");
  }

  @Override
  public void checkRequest(RefundAsk asked) {
    asked.check();
  }

  @Override
  public Verdict decide(Decision decision) {
    if (decision.kind() == DecisionKind.HAND_OVER) {
      return Verdict.taken(decision.blockId() + " to " + decision.to());
    }
    if (decision.kind() != DecisionKind.RETRY) {
      return Verdict.refused("that takes finance");
    }
    if (payment.contains("stubborn")) {
      return Verdict.refused("somebody else has just decided");
    }
    record.add(new Entry(ASKED, "decision", "retry: " + decision.reason(), "", decision.actor()));
    record.add(new Entry(ASKED, "pay", "succeeded", "re_3Qabc", "Stripe"));
    status = CaseStatus.COMPLETED;
    over = true;
    return Verdict.taken("it is sent now");
  }

  @Override
  public void checkDecision(Decision decision) {}

  @Override
  public void decision(Decision decision) {}

  @Override
  public CaseView view() {
    if (payment.contains("broken")) {
      throw new IllegalStateException("this case is broken");
    }
    return new CaseView(
        CaseKind.REFUND,
        payment,
        status,
        List.of(),
        "case#1",
        status.isWait() ? List.of(DecisionKind.HAND_OVER, DecisionKind.WITHDRAW) : List.of(),
        ask == null ? List.of() : List.of(shown(ask)),
        status == CaseStatus.WAITING ? Duration.ofMinutes(10) : null);
  }

  private RequestView shown(RefundAsk asked) {
    boolean done = status == CaseStatus.COMPLETED;
    return new RequestView(
        KEY,
        asked.ticket().value(),
        "refund " + asked.amount() + " EUR of " + payment,
        asked.amount().isEmpty() ? null : Money.parse(asked.amount(), "EUR"),
        asked.actor(),
        ASKED,
        status,
        done ? "re_3Qabc" : "",
        done ? null : block(),
        List.of(pay(done)),
        List.of(),
        record);
  }

  private StepLine pay(boolean done) {
    return new StepLine(
        "pay",
        "Send the refund",
        done ? StepState.DONE : StepState.BLOCKED,
        payment + "/" + KEY + "/pay",
        1,
        done ? "re_3Qabc" : "",
        "",
        ASKED,
        ASKED,
        "Caserail");
  }

  private Block block() {
    return ask != null && ask.reason().equals("goodwill") ? question() : away();
  }

  private static Block question() {
    return new Block(
        "approve#1",
        "approve",
        CaseStatus.NEEDS_APPROVAL,
        FaultDomain.PEOPLE,
        "",
        "approval",
        "above 50.00 EUR",
        "",
        PEOPLE,
        List.of(Role.APPROVER),
        List.of(DecisionKind.APPROVE, DecisionKind.REFUSE, DecisionKind.WITHDRAW),
        ASKED,
        Instant.parse("2099-01-01T00:00:00Z"));
  }

  private static Block away() {
    return new Block(
        "pay#1",
        "pay",
        CaseStatus.WAITING,
        FaultDomain.UPSTREAM,
        "Stripe",
        "upstream_away",
        "Stripe does not answer\u001b[2J\u202e @|red gotcha|@",
        "503 req_1",
        "Caserail",
        List.of(Role.REQUESTER),
        List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.WITHDRAW),
        ASKED,
        ASKED.plus(Duration.ofHours(1)));
  }
}
