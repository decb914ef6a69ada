package io.caserail.verification;

import static io.caserail.verification.Systems.again;
import static io.caserail.verification.Systems.at;
import static io.caserail.verification.Systems.identity;

import io.caserail.decision.Cause;
import io.caserail.decision.Taken;
import io.caserail.engine.CaseEngine;
import io.caserail.engine.Effect;
import io.caserail.engine.Wait;
import io.caserail.model.DecisionKind;
import io.caserail.model.Step;
import io.caserail.port.Attempt;
import io.caserail.port.Outcome;
import io.caserail.port.SessionFacts;
import io.caserail.port.SessionFacts.State;
import io.caserail.port.TaskQueues;
import io.caserail.port.VerificationPolicy;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The erasure of what customers showed: asked for, and followed until the provider has done it. */
final class Erasure {
  private static final Step ERASE = new Step("erase", "Have it erased").orSkipped();
  private static final Step ERASED = new Step("erased", "Wait until it is erased").orSkipped();

  private final CaseEngine engine;
  private final VerificationPolicy policy;
  private final Systems systems;
  private final Changes changes;
  private String word = "";

  Erasure(CaseEngine engine, VerificationPolicy policy, Systems systems, Changes changes) {
    this.engine = engine;
    this.policy = policy;
    this.systems = systems;
    this.changes = changes;
  }

  /**
   * Asks the provider which sessions of the request stand.
   *
   * @param by in whose name
   */
  List<SessionFacts> standing(Attempt by) {
    return engine.read(
        ERASE,
        TaskQueues.IDENTITY,
        options -> Async.function(identity(options)::standingSessions, systems.order(by, "")));
  }

  /** Asks the provider to erase a session, which ends it too. */
  Outcome ask(Session session) {
    int times = session.nextErasure();
    Step step = at(ERASE, session.number());
    Outcome asked =
        changes.make(
            times == 1 ? step : again(step, times),
            TaskQueues.IDENTITY,
            Effect.of(
                (options, attempt) ->
                    Async.function(
                        identity(options)::redactSession, systems.order(attempt, session.ref())),
                (options, attempt) -> systems.find(options, session, State.REDACTED)));
    session.erased(asked);
    return asked;
  }

  /**
   * Has everything erased that sessions hold, and waits until it is.
   *
   * @return why something is kept; empty when nothing is
   */
  String ofAll(List<Session> sessions) {
    for (Session session : sessions) {
      if (session.isUsed() && !session.isOver()) {
        ask(session);
      }
    }
    String kept = "";
    for (Session session : sessions) {
      Outcome last = await(session);
      kept = last != null && last.kind() == Outcome.Kind.SKIPPED ? last.evidence() : kept;
      word =
          last != null && last.evidence().startsWith(CaseEngine.ON_WORD) ? last.evidence() : word;
    }
    return kept;
  }

  /**
   * How it is known only by a person's word that all is erased; empty when the provider said so.
   */
  String onWord() {
    return word;
  }

  /** What became of a session's erasure; null when there was nothing to erase. */
  private @Nullable Outcome await(Session session) {
    Outcome last = session.erasure();
    while (last != null && last.kind() == Outcome.Kind.PENDING) {
      Step step = at(ERASED, session.number());
      last =
          engine
              .await(
                  Wait.at(step, notErased(session))
                      .forWord(TaskQueues.IDENTITY, options -> poll(options, session))
                      .orNews(systems::hasNews))
              .outcome();
      if (last.kind() == Outcome.Kind.REJECTED) {
        Taken taken = changes.afterNo(step, last);
        last =
            taken.decision().kind() == DecisionKind.RETRY ? ask(session) : engine.told(step, taken);
      }
    }
    return last;
  }

  private Promise<Outcome> poll(ActivityOptions options, Session session) {
    systems.newsIsRead();
    return Async.function(identity(options)::awaitRedaction, systems.ref(session));
  }

  private Cause notErased(Session session) {
    return Cause.system(
            policy.provider(),
            Verification.NOT_ERASED,
            policy.provider() + " has not erased what it collected",
            policy.redactWithin())
        .showing(session.ref())
        .ownedBy(policy.provider())
        .offering(List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.SKIP));
  }
}
