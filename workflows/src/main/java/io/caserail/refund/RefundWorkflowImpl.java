package io.caserail.refund;

import io.caserail.engine.CaseEngine;
import io.caserail.engine.CaseLifecycle;
import io.caserail.engine.CaseResult;
import io.caserail.engine.Inbox.Wish;
import io.caserail.engine.Served;
import io.caserail.engine.Verdict;
import io.caserail.model.ObjectId;
import io.caserail.port.Assertion;
import io.caserail.port.CommandKind;
import io.caserail.port.Outcome;
import io.caserail.port.Proof;
import io.temporal.failure.TemporalFailure;

/** Serves the refunds of one payment, one after another; each in {@link #carryOut}. */
public class RefundWorkflowImpl extends CaseLifecycle<RefundRequest, Refund>
    implements RefundWorkflow {
  private static final int PLAN = 1;

  public RefundWorkflowImpl() {
    super(new RefundIntake(), PLAN);
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
    engine.tell(RefundNotes.working());
    Outcome paid = null;
    while (paid == null) {
      Ruling ruling = refund.judge();
      if (ruling.kind() == Ruling.Kind.REJECT) {
        paid = Outcome.rejected("", ruling.code(), ruling.because());
      } else if (refund.needsPeople()) {
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
    if (paid.kind() == Outcome.Kind.SUCCEEDED) {
      engine.tell(refund.notes().sent(paid, CaseEngine.now()));
    } else {
      engine.tell(refund.notes().pending(paid, CaseEngine.now()));
      refund.handOver(paid);
    }
    refund.tellFailed(paid);
    return Served.End.completed("", "the refund was made");
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
}
