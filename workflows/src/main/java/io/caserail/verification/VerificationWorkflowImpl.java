package io.caserail.verification;

import io.caserail.engine.CaseEngine;
import io.caserail.lifecycle.CaseLifecycle;
import io.caserail.lifecycle.Inbox.Wish;
import io.caserail.lifecycle.Served;
import io.caserail.model.ObjectId;
import io.caserail.record.CaseResult;

/** Serves the verifications of one account, one after another; each in {@link #carryOut}. */
public class VerificationWorkflowImpl extends CaseLifecycle<VerificationRequest, Verification>
    implements VerificationWorkflow {
  private static final int PLAN = 1;

  public VerificationWorkflowImpl() {
    super(new VerificationIntake(), PLAN);
  }

  @Override
  public CaseResult run(ObjectId account) {
    return serve(account);
  }

  @Override
  protected Verification begin(Wish<VerificationRequest> wish) {
    return new Verification(engine, wish.request(), VerificationIntake.policy(wish.reading()));
  }

  /** A verification, from its request to its last word. */
  @Override
  protected Served.End carryOut(Verification verification, int plan) {
    verification.log().actsForItsCommand();
    engine.tell(VerificationNotes.working());
    while (!verification.isSettled()) {
      verification.judge();
      if (verification.isVerifiedBefore()) {
        engine.pass("the verdict stands");
        return verification.finish();
      }
      if (verification.needsPeople()) {
        verification.askPeople();
      } else if (verification.openSession()) {
        verification.invite();
        verification.awaitVerdict();
      }
    }
    verification.decide();
    engine.pass("the verdict stands");
    Served.End end = verification.apply();
    engine.tell(verification.notes().decided(CaseEngine.now()));
    verification.erase();
    return end;
  }
}
