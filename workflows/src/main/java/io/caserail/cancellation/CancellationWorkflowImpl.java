package io.caserail.cancellation;

import io.caserail.lifecycle.CaseLifecycle;
import io.caserail.lifecycle.Inbox.Wish;
import io.caserail.lifecycle.Served;
import io.caserail.model.ObjectId;
import io.caserail.record.CaseResult;

/** Serves the cancellations of one object, one after another; each in {@link #carryOut}. */
public class CancellationWorkflowImpl extends CaseLifecycle<CancellationRequest, Cancellation>
    implements CancellationWorkflow {
  private static final int PLAN = 1;

  public CancellationWorkflowImpl() {
    super(new CancellationIntake(), PLAN);
  }

  @Override
  public CaseResult run(ObjectId object) {
    return serve(object);
  }

  @Override
  protected Cancellation begin(Wish<CancellationRequest> wish) {
    return new Cancellation(engine, wish.request(), CancellationIntake.policy(wish.reading()));
  }

  /** A cancellation, from its request to its last word. */
  @Override
  protected Served.End carryOut(Cancellation cancellation, int plan) {
    cancellation.log().actsForItsCommand();
    engine.tell(CancellationNotes.working());
    Ruling ruling = cancellation.judge();
    while (cancellation.needsPeople()) {
      cancellation.askPeople();
      ruling = cancellation.judge();
    }
    if (!ruling.isGo()) {
      engine.tell(cancellation.notes().rejected(ruling));
      return Served.End.rejected(ruling.code(), ruling.because());
    }
    cancellation.goOnWhereItWas();
    cancellation.closeOrder();
    cancellation.stopBilling();
    cancellation.acknowledge();
    cancellation.waitForSecondThoughts();
    cancellation.stopParcel();
    if (ruling.endsNow()) {
      cancellation.endBillingNow();
      cancellation.revokeAccess();
      cancellation.followParcel();
    } else {
      cancellation.followParcel();
      cancellation.payBackUndelivered();
      cancellation.awaitEndOfTerm();
      cancellation.revokeAccess();
    }
    cancellation.payBack();
    engine.tell(cancellation.done());
    return Served.End.completed("", "the cancellation was made");
  }
}
