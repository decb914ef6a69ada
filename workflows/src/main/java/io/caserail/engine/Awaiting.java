package io.caserail.engine;

import io.caserail.call.Causes;
import io.caserail.call.Failure;
import io.caserail.call.Phase;
import io.caserail.decision.Cause;
import io.caserail.decision.Person;
import io.caserail.decision.Taken;
import io.caserail.model.DecisionKind;
import io.caserail.model.Step;
import io.caserail.port.Outcome;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Func1;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One wait for a system's final word: asked patiently, at once on news, or told by a person. */
final class Awaiting {
  private final CaseEngine engine;
  private final Waiting waiting;
  private final Step step;
  private final String queue;
  private final Cause cause;
  private final Func1<ActivityOptions, Promise<Outcome>> poll;
  private final Func<Boolean> news;
  private final Func1<Person, @Nullable String> objection;
  private final List<Promise<Outcome>> asked = new ArrayList<>();
  private CancellationScope scope;

  Awaiting(
      CaseEngine engine,
      Waiting waiting,
      Step step,
      String queue,
      Cause cause,
      Func1<ActivityOptions, Promise<Outcome>> poll,
      Func<Boolean> news,
      Func1<Person, @Nullable String> objection) {
    this.engine = engine;
    this.waiting = waiting;
    this.step = step;
    this.queue = queue;
    this.cause = cause;
    this.poll = poll;
    this.news = news;
    this.objection = objection;
    this.scope = Workflow.newCancellationScope(() -> {});
  }

  /** The final word, however long it takes. */
  Outcome untilFinal() {
    Calls.Tried<Outcome> ended = until(false);
    if (ended == null) {
      throw new IllegalStateException("a wait without an end has ended");
    }
    return word(ended);
  }

  /** The final word; null when the wait was due before there was one. */
  @Nullable Outcome untilDue() {
    Calls.Tried<Outcome> ended = until(true);
    return ended == null ? null : word(ended);
  }

  /**
   * The final word, which is no effect of the case, or a person's decision that came before it;
   * null when the wait was due before there was either.
   */
  Calls.@Nullable Tried<Outcome> orDecided() {
    Calls.Tried<Outcome> ended = until(true, true);
    Outcome answer = ended == null ? null : ended.answer();
    if (answer != null) {
      engine.log().add(step.name(), answer.evidence(), answer.ref(), by());
      engine.goOn();
    }
    return ended;
  }

  private Calls.Tried<Outcome> decided(Taken taken) {
    engine.goOn();
    scope.cancel("a person decided");
    Ended.ifWanted(taken);
    return new Calls.Tried<>(null, null, taken);
  }

  /** What became of the step: by the system's word, or by a person's. */
  private Outcome word(Calls.Tried<Outcome> ended) {
    Outcome answer = ended.answer();
    Taken taken = ended.taken();
    if (answer != null) {
      return engine.settled(step, answer, by());
    }
    if (taken == null) {
      throw new IllegalStateException("a wait ended by nothing");
    }
    return engine.told(step, taken);
  }

  private String by() {
    return cause.system().isEmpty() ? "Caserail" : cause.system();
  }

  private Calls.@Nullable Tried<Outcome> until(boolean endsWhenDue) {
    return until(endsWhenDue, false);
  }

  /**
   * Waits.
   *
   * @param hears whether a person may speak while it is asked, too: what was accepted then counts
   *     before the answer. Waits that only a system ends have histories in which it does not
   */
  private Calls.@Nullable Tried<Outcome> until(boolean endsWhenDue, boolean hears) {
    engine.raise(step, cause, objection);
    Promise<Outcome> asking = ask();
    while (true) {
      Promise<Outcome> open = asking;
      waiting.until(() -> open.isCompleted() || news.apply(), endsWhenDue);
      Taken taken = waiting.take();
      if (taken != null) {
        if (taken.decision().kind() != DecisionKind.RETRY) {
          return decided(taken);
        }
        engine.raise(step, cause, objection);
      }
      boolean last = endsWhenDue && waiting.isDue();
      Calls.Tried<Outcome> tried =
          open.isCompleted()
              ? Calls.result(open, step)
              : engine.call(step, queue, Phase.ONCE, poll);
      if (hears) {
        Taken meanwhile = waiting.take();
        if (meanwhile != null && meanwhile.decision().kind() != DecisionKind.RETRY) {
          return decided(meanwhile);
        }
        last = last && waiting.isDue();
      }
      if (last) {
        // It was asked once more, so nothing is lost with the one that still waits.
        scope.cancel("its time is over");
      }
      if (tried.answer() != null) {
        return tried;
      }
      if (last) {
        engine.goOn();
        return null;
      }
      Failure failure = tried.failure();
      if (open.isCompleted()) {
        if (failure != null && !failure.heals()) {
          Taken said = engine.decision(step, Causes.away(failure, offers(), engine.patience()));
          if (said.decision().kind() != DecisionKind.RETRY) {
            return decided(said);
          }
          engine.raise(step, cause, objection);
        }
        // The same wait goes on: it keeps its beginning, or it would never be late.
        asking = ask();
      }
    }
  }

  /** What may be said when asking again is of no use: what needs no answer, and what ends it. */
  private List<DecisionKind> offers() {
    List<DecisionKind> offers = new ArrayList<>(List.of(DecisionKind.RETRY));
    for (DecisionKind offer : List.of(DecisionKind.DONE_BY_HAND, DecisionKind.SKIP)) {
      if (cause.offers().contains(offer) && CaseEngine.hasWaysOut()) {
        offers.add(offer);
      }
    }
    return engine.serving().orEnd(offers);
  }

  private Promise<Outcome> ask() {
    asked.clear();
    ActivityOptions options = Phase.AWAY.options(engine.patience(), queue, step.words());
    scope = Workflow.newCancellationScope(() -> asked.add(poll.apply(options)));
    scope.run();
    return asked.get(0);
  }
}
