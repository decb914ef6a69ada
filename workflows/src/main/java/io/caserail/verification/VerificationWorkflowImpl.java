package io.caserail.verification;

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
import io.caserail.port.TicketHint;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serves the verifications of one account, one after another; each in {@link #verify}. */
public class VerificationWorkflowImpl implements VerificationWorkflow {
  private static final int PLAN = 1;

  // Signal and update handlers run before run(): what they use is ready before it.
  private final List<VerificationResult.End> ends = new ArrayList<>();
  private final CaseEngine engine = new CaseEngine(CaseKind.VERIFICATION, this::unread);
  private final Inbox<VerificationRequest> inbox = new Inbox<>(engine, new VerificationIntake());
  private final DecisionGate gate = new DecisionGate(engine);
  private @Nullable Verification serving;

  @Override
  public VerificationResult run(ObjectId account) {
    // A cancelled run is reported as cancelled whatever it returns, and its activities would fail:
    // the work goes on detached, and who wants to stop a verification withdraws it.
    CancellationScope.current()
        .getCancellationRequest()
        .thenApply(
            reason -> {
              engine.cancelRequested();
              return reason;
            });
    Workflow.newDetachedCancellationScope(() -> serve(account)).run();
    return new VerificationResult(ends);
  }

  private void serve(ObjectId account) {
    Workflow.getVersion("verification-plan", PLAN, PLAN);
    engine.open(account);
    Async.procedure(inbox::read, account);
    while (true) {
      Workflow.await(() -> inbox.hasNext() || isDone());
      Wish<VerificationRequest> wish = inbox.next();
      if (wish == null) {
        engine.close();
        return;
      }
      Verification verification =
          new Verification(engine, wish.request(), VerificationIntake.policy(wish.reading()));
      serving = verification;
      try {
        String verdict = engine.guard(() -> verify(verification));
        end(verification, CaseStatus.COMPLETED, verdict, VerificationRules.words(verdict));
      } catch (Ended ended) {
        engine.tell(verification.ended(ended));
        end(verification, ended.status(), "", ended.reason());
      }
    }
  }

  /** A verification, from its request to its last word. */
  private String verify(Verification verification) {
    engine.tell(VerificationNotes.working());
    while (!verification.isSettled()) {
      verification.judge();
      if (verification.needsPeople()) {
        verification.askPeople();
      } else if (verification.openSession()) {
        verification.invite();
        verification.awaitVerdict();
      }
    }
    String verdict = verification.decide();
    engine.pass("the verdict stands");
    verification.apply();
    engine.tell(verification.notes().decided(CaseEngine.now()));
    verification.erase();
    return verdict;
  }

  /** The very last look: nothing asked, nothing unread, nothing untold, nobody on the line. */
  private boolean isDone() {
    return inbox.isIdle() && engine.isTold() && Workflow.isEveryHandlerFinished();
  }

  private void end(Verification verification, CaseStatus status, String verdict, String reason) {
    engine.end(status, reason);
    serving = null;
    ends.add(
        new VerificationResult.End(
            verification.log().key().value(),
            verification.log().ticket().value(),
            status,
            verdict,
            verification.session(),
            reason));
  }

  @Override
  public void submit(TicketHint hint) {
    // The SDK hands an empty signal over as null; an exception here would wedge the case.
    if (hint != null && hint.ticket() != null) {
      inbox.hint(hint.ticket());
    }
  }

  @Override
  public void wake(String eventId) {
    if (serving != null) {
      serving.wake();
    }
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
