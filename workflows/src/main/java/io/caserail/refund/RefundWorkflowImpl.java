package io.caserail.refund;

import io.caserail.engine.CaseEngine;
import io.caserail.engine.CaseView;
import io.caserail.engine.Decision;
import io.caserail.engine.DecisionGate;
import io.caserail.engine.Ended;
import io.caserail.engine.Inbox;
import io.caserail.engine.Inbox.Wish;
import io.caserail.engine.Verdict;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.port.Assertion;
import io.caserail.port.CommandKind;
import io.caserail.port.DueRefund;
import io.caserail.port.Outcome;
import io.caserail.port.Proof;
import io.caserail.port.TicketHint;
import io.caserail.port.TicketState;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** Serves the refunds of one payment, one after another; each in {@link #refund}. */
public class RefundWorkflowImpl implements RefundWorkflow {
  private static final int PLAN = 1;

  // Signal and update handlers run before run(): what they use is ready before it.
  private final List<RefundResult.End> ends = new ArrayList<>();
  private final CaseEngine engine = new CaseEngine(CaseKind.REFUND, this::unread);
  private final DueRefunds dues = new DueRefunds();
  private final Inbox<RefundRequest> inbox = new Inbox<>(engine, new RefundIntake(dues));
  private final DecisionGate gate = new DecisionGate(engine);

  @Override
  public RefundResult run(ObjectId payment) {
    // A cancelled run is reported as cancelled whatever it returns, and its activities would fail:
    // the work goes on detached, and who wants to stop a refund withdraws it.
    CancellationScope.current()
        .getCancellationRequest()
        .thenApply(
            reason -> {
              engine.cancelRequested();
              return reason;
            });
    Workflow.newDetachedCancellationScope(() -> serve(payment)).run();
    return new RefundResult(ends);
  }

  private void serve(ObjectId payment) {
    Workflow.getVersion("refund-plan", PLAN, PLAN);
    engine.open(payment);
    Async.procedure(inbox::read, payment);
    while (true) {
      Workflow.await(() -> inbox.hasNext() || isDone());
      Wish<RefundRequest> wish = inbox.next();
      if (wish == null) {
        engine.close();
        return;
      }
      Refund refund = new Refund(engine, wish.request(), wish.reading().policy());
      try {
        end(refund, engine.guard(() -> refund(refund)));
      } catch (Ended ended) {
        engine.tell(refund.notes().ended(state(ended.status()), ended.reason()));
        end(refund, ended.status(), ended.reason());
      }
    }
  }

  /** A refund, from its request to its last word. */
  private Outcome refund(Refund refund) {
    engine.tell(refund.notes().working());
    Outcome paid = null;
    while (paid == null) {
      Ruling ruling = refund.judge();
      boolean made = refund.isMadeBefore();
      if (ruling.kind() == Ruling.Kind.REJECT && !made) {
        paid = Outcome.rejected("", ruling.code(), ruling.because());
      } else if (refund.needsPeople() && !made) {
        paid = refund.askPeople();
      } else {
        Outcome sent = refund.pay();
        paid = sent.kind() == Outcome.Kind.STOPPED ? null : sent;
      }
    }
    if (!paid.happened()) {
      engine.tell(refund.notes().rejected(paid.code(), paid.evidence()));
      return paid;
    }
    engine.pass("the payment system has accepted the refund");
    if (paid.kind() == Outcome.Kind.SUCCEEDED) {
      engine.tell(refund.notes().sent(paid, CaseEngine.now()));
    } else {
      engine.tell(refund.notes().pending(paid, CaseEngine.now()));
      refund.handOver(paid);
    }
    refund.tellFailed(paid);
    return paid;
  }

  /** The very last look: nothing asked, nothing unread, nothing untold, nobody on the line. */
  private boolean isDone() {
    return inbox.isIdle() && engine.isTold() && Workflow.isEveryHandlerFinished();
  }

  private void end(Refund refund, Outcome outcome) {
    end(
        refund,
        outcome.happened() ? refund.made() : CaseStatus.REJECTED,
        outcome.happened() ? "the refund was made" : outcome.evidence());
  }

  private void end(Refund refund, CaseStatus status, String reason) {
    engine.end(status, reason);
    ends.add(
        new RefundResult.End(
            refund.log().key().value(),
            refund.log().ticket().value(),
            status,
            refund.log().reference(),
            reason));
    dues.ended(refund.origin(), status, refund.log().reference(), reason);
  }

  private static TicketState state(CaseStatus ending) {
    return switch (ending) {
      case REFUSED -> TicketState.REFUSED;
      case EXPIRED -> TicketState.EXPIRED;
      default -> TicketState.WITHDRAWN;
    };
  }

  @Override
  public void submit(TicketHint hint) {
    // The SDK hands an empty signal over as null; an exception here would wedge the case.
    if (hint != null && hint.ticket() != null) {
      inbox.hint(hint.ticket());
    }
  }

  @Override
  public void refundDue(DueRefund due) {
    if (due != null && dues.add(due)) {
      inbox.ask(due.ticket(), payment -> DueRefunds.command(due, payment));
    }
  }

  @Override
  public Outcome became(String name) {
    return dues.outcome(name);
  }

  @Override
  public Verdict request(RefundAsk ask) {
    try {
      Proof proof = gate.prove(new Assertion(ask.actor(), "cli", ask.proofRef(), CommandKind.SEND));
      if (proof.refusal() != null) {
        return Verdict.refused(proof.refusal());
      }
      inbox.ask(ask.ticket(), payment -> ask.command(payment, proof.roles(), CaseEngine.now()));
      return Verdict.taken("it is read together with ticket " + ask.ticket());
    } catch (TemporalFailure e) {
      return Verdict.refused("its proof could not be judged; send it again");
    }
  }

  @Override
  public void checkRequest(RefundAsk ask) {
    ask.check();
  }

  @Override
  public Verdict decide(Decision decision) {
    return gate.decide(decision, "cli");
  }

  @Override
  public void checkDecision(Decision decision) {
    DecisionGate.check(decision);
  }

  @Override
  public void decision(Decision decision) {
    gate.signal(decision);
  }

  @Override
  public CaseView view() {
    return engine.view();
  }

  private void unread(TicketId ticket) {
    inbox.hint(ticket);
  }
}
