package io.caserail.lifecycle;

import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.engine.CaseEngine;
import io.caserail.engine.Ended;
import io.caserail.lifecycle.Inbox.Wish;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.port.TicketHint;
import io.caserail.record.CaseResult;
import io.caserail.record.CaseView;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The life of a case: a run serves the requests for its object one after another, and ends when
 * nothing is asked, unread or untold any more. What a kind of case does for a request is its {@link
 * #carryOut}.
 *
 * @param <R> its requests
 * @param <S> what a request is while it is being served
 */
public abstract class CaseLifecycle<R extends CaseRequest, S extends Served>
    implements RequestHandlers {
  private final int plan;
  private final String changeId;
  private final List<CaseResult.End> ends = new ArrayList<>();
  private final HeardNews news = new HeardNews();
  private @Nullable S served;

  // Signal and update handlers run before run(): what they use is ready before it.
  protected final CaseEngine engine;
  protected final Inbox<R> inbox;
  protected final DecisionGate gate;

  /**
   * A case of a kind.
   *
   * @param plan the version of its steps; raised with each change of their order
   */
  protected CaseLifecycle(Intake<R> intake, int plan) {
    this.plan = plan;
    this.changeId = intake.kind().name().toLowerCase(Locale.ROOT) + "-plan";
    this.engine = new CaseEngine(intake.kind(), this::unread);
    this.inbox = new Inbox<>(engine, intake);
    this.gate = new DecisionGate(engine);
  }

  /** Begins to serve a request. */
  protected abstract S begin(Wish<R> wish);

  /**
   * The steps of a request, from its beginning to its last word.
   *
   * @param plan the version of the steps that this run goes by
   * @throws Ended when it ends early; what was done is taken back then
   */
  protected abstract Served.End carryOut(S request, int plan);

  /** A request has ended, in whichever way. */
  protected void ended(S request, CaseResult.End end) {
    // Nobody else waits for most of them.
  }

  /** Serves requests until none is left and every ticket shows the truth. */
  protected final CaseResult serve(ObjectId object) {
    Detached.run(engine, () -> serveAll(object));
    return new CaseResult(ends);
  }

  private void serveAll(ObjectId object) {
    int version = Workflow.getVersion(changeId, 1, plan);
    engine.open(object);
    Async.procedure(inbox::read, object);
    while (true) {
      Workflow.await(() -> inbox.hasNext() || isDone());
      Wish<R> wish = inbox.next();
      if (wish == null) {
        engine.close();
        return;
      }
      S request = begin(wish);
      served = request;
      if (wish.isSwept()) {
        request.log().add("request", "found by the sweep");
      }
      try {
        Served.End end = engine.guard(() -> carryOut(request, version));
        end(request, end);
      } catch (Ended ended) {
        if (ended.isCorrected()) {
          inbox.corrected(request.log());
        } else {
          engine.tell(request.ended(ended));
        }
        end(request, new Served.End(ended.status(), "", ended.reason()));
      }
      served = null;
    }
  }

  /** The very last look: nothing asked, nothing unread, nothing untold, nobody on the line. */
  private boolean isDone() {
    return inbox.isIdle() && engine.display().isTold() && Workflow.isEveryHandlerFinished();
  }

  private void end(S request, Served.End end) {
    engine.end(end.status(), end.reason());
    CaseResult.End line =
        new CaseResult.End(
            request.log().key().value(),
            request.log().ticket().value(),
            end.status(),
            end.code(),
            request.reference(),
            end.reason());
    ends.add(line);
    ended(request, line);
  }

  private void unread(TicketId ticket) {
    inbox.hint(ticket);
  }

  @Override
  public void submit(TicketHint hint) {
    // The SDK hands an empty signal over as null; an exception here would wedge the case.
    if (hint != null && hint.ticket() != null) {
      inbox.hint(hint);
    }
  }

  @Override
  public void wake(String eventId) {
    S request = served;
    news.note(eventId, engine.current());
    if (request != null) {
      request.wake();
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
}
