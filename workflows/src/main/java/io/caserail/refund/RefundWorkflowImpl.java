package io.caserail.refund;

import io.caserail.decision.Verdict;
import io.caserail.engine.CaseEngine;
import io.caserail.lifecycle.CaseLifecycle;
import io.caserail.lifecycle.Inbox.Wish;
import io.caserail.lifecycle.Served;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.Assertion;
import io.caserail.port.CommandKind;
import io.caserail.port.DueRefund;
import io.caserail.port.Outcome;
import io.caserail.port.Proof;
import io.caserail.record.CaseResult;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.List;

/** Serves the refunds of one payment, one after another; each in {@link #carryOut}. */
public class RefundWorkflowImpl extends CaseLifecycle<RefundRequest, Refund>
    implements RefundWorkflow {
  private static final int PLAN = 1;

  private final DueRefunds dues;

  public RefundWorkflowImpl() {
    this(new DueRefunds());
  }

  private RefundWorkflowImpl(DueRefunds dues) {
    super(new RefundIntake(dues), PLAN);
    this.dues = dues;
  }

  @Override
  public CaseResult run(ObjectId payment) {
    return serve(payment);
  }

  @Override
  protected Refund begin(Wish<RefundRequest> wish) {
    return new Refund(engine, wish.request(), wish.reading().policy());
  }

  /** A refund, from its request to its last word. */
  @Override
  protected Served.End carryOut(Refund refund, int plan) {
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
      return Served.End.rejected(paid.code(), paid.evidence());
    }
    engine.pass("the payment system has accepted the refund");
    engine.display().minds(List.of());
    if (paid.kind() == Outcome.Kind.SUCCEEDED) {
      engine.tell(refund.notes().sent(paid, CaseEngine.now()));
    } else {
      engine.tell(refund.notes().pending(paid, CaseEngine.now()));
      refund.handOver(paid);
    }
    refund.tellFailed(paid);
    boolean isFinal = paid.kind() == Outcome.Kind.SUCCEEDED;
    return new Served.End(refund.made(), isFinal ? "" : Outcome.NOT_FINAL, "the refund was made");
  }

  /** Whoever has asked for it as a part of something else hears how it ended. */
  @Override
  protected void ended(Refund refund, CaseResult.End end) {
    dues.ended(refund.origin(), end);
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
      Proof proof =
          gate.prove(
              new Assertion(
                  ask.actor(),
                  "cli",
                  ask.proofRef(),
                  CommandKind.SEND,
                  null,
                  CaseKind.REFUND,
                  ask.nonce(Workflow.getInfo().getWorkflowId())));
      if (proof.refusal() != null) {
        return Verdict.refused(proof.refusal());
      }
      inbox.ask(ask.ticket(), payment -> ask.command(payment, proof, CaseEngine.now()));
      return Verdict.taken("it is read together with ticket " + ask.ticket());
    } catch (TemporalFailure e) {
      return Verdict.refused("its proof could not be judged; send it again");
    }
  }

  @Override
  public void checkRequest(RefundAsk ask) {
    ask.check();
  }
}
