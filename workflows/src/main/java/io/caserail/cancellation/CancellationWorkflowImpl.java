package io.caserail.cancellation;

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

/** Serves the cancellations of one object, one after another; each in {@link #cancel}. */
public class CancellationWorkflowImpl implements CancellationWorkflow {
  /** From plan 2 on a cancellation has the money that is due paid back, and waits for it. */
  private static final int PLAN = 2;

  // Signal and update handlers run before run(): what they use is ready before it.
  private final List<CancellationResult.End> ends = new ArrayList<>();
  private final CaseEngine engine = new CaseEngine(CaseKind.CANCELLATION, this::unread);
  private final Inbox<CancellationRequest> inbox = new Inbox<>(engine, new CancellationIntake());
  private final DecisionGate gate = new DecisionGate(engine);
  private @Nullable Cancellation served;
  private int plan;

  @Override
  public CancellationResult run(ObjectId object) {
    // Detached for the same reason as a refund: a cancelled run could neither take back what it has
    // done nor keep its ticket true.
    CancellationScope.current()
        .getCancellationRequest()
        .thenApply(
            reason -> {
              engine.cancelRequested();
              return reason;
            });
    Workflow.newDetachedCancellationScope(() -> serve(object)).run();
    return new CancellationResult(ends);
  }

  private void serve(ObjectId object) {
    plan = Workflow.getVersion("cancellation-plan", 1, PLAN);
    engine.open(object);
    Async.procedure(inbox::read, object);
    while (true) {
      Workflow.await(() -> inbox.hasNext() || isDone());
      Wish<CancellationRequest> wish = inbox.next();
      if (wish == null) {
        engine.close();
        return;
      }
      Cancellation cancellation =
          new Cancellation(engine, wish.request(), CancellationIntake.policy(wish.reading()));
      served = cancellation;
      try {
        end(cancellation, engine.guard(() -> cancel(cancellation)));
      } catch (Ended ended) {
        engine.tell(cancellation.notes().ended(ended, engine.view()));
        end(cancellation, ended.status(), ended.reason());
      }
      served = null;
    }
  }

  /** A cancellation, from its request to its last word. */
  private Ruling cancel(Cancellation cancellation) {
    engine.tell(CancellationNotes.working());
    Ruling ruling = cancellation.judge();
    while (cancellation.needsPeople()) {
      cancellation.askPeople();
      ruling = cancellation.judge();
    }
    if (!ruling.isGo()) {
      engine.tell(cancellation.notes().rejected(ruling));
      return ruling;
    }
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
      if (plan >= 2) {
        cancellation.payBackUndelivered();
      }
      cancellation.awaitEndOfTerm();
      cancellation.revokeAccess();
    }
    if (plan >= 2) {
      cancellation.payBack();
    }
    engine.tell(cancellation.done());
    return ruling;
  }

  /** The very last look: nothing asked, nothing unread, nothing untold, nobody on the line. */
  private boolean isDone() {
    return inbox.isIdle() && engine.isTold() && Workflow.isEveryHandlerFinished();
  }

  private void end(Cancellation cancellation, Ruling ruling) {
    end(
        cancellation,
        ruling.isGo() ? CaseStatus.COMPLETED : CaseStatus.REJECTED,
        ruling.isGo() ? "the cancellation was made" : ruling.because());
  }

  private void end(Cancellation cancellation, CaseStatus status, String reason) {
    engine.end(status, reason);
    ends.add(
        new CancellationResult.End(
            cancellation.log().key().value(), cancellation.log().ticket().value(), status, reason));
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
    Cancellation cancellation = served;
    if (cancellation != null) {
      cancellation.wake();
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
