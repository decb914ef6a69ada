package io.caserail.engine;

import io.caserail.call.Causes;
import io.caserail.call.Failure;
import io.caserail.decision.Cause;
import io.caserail.decision.Taken;
import io.caserail.engine.Calls.Tried;
import io.caserail.model.DecisionKind;
import io.caserail.model.Step;
import io.caserail.port.Attempt;
import io.caserail.port.Outcome;
import io.caserail.record.StepState;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Promise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what a request has done, newest first. An undo is registered before its step is sent,
 * so that nothing can happen without it; what did not happen, or stood before, is left alone. One
 * that can't be done blocks until a person has dealt with it: it is never given up in silence. Who
 * leaves one whose answer was lost leaves it unknown.
 */
final class Undoing {
  private static final List<DecisionKind> OFFERS =
      List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.SKIP);

  private final CaseEngine engine;
  private final List<Registered> steps = new ArrayList<>();

  Undoing(CaseEngine engine) {
    this.engine = engine;
  }

  /** A step that may have to be taken back, and what became of it. */
  private static final class Registered {
    private final Step step;
    private final String queue;
    private final Effect.Undo undo;
    private int generation;
    private boolean doubt;
    private @Nullable Outcome outcome;

    private Registered(Step step, String queue, Effect.Undo undo, int generation) {
      this.step = step;
      this.queue = queue;
      this.undo = undo;
      this.generation = generation;
    }

    private @Nullable Outcome ours() {
      Outcome done = outcome;
      return done == null || !done.happened() || done.code().equals(Outcome.ALREADY) ? null : done;
    }
  }

  /** Before a step is sent: from here on it will be taken back if the request ends early. */
  void register(Step step, String queue, Effect effect, Attempt attempt) {
    Effect.Undo undo = effect.undo();
    if (undo != null && steps.stream().noneMatch(s -> s.step.equals(step))) {
      steps.add(new Registered(step, queue, undo, attempt.generation()));
    }
  }

  void happened(Step step, Outcome outcome) {
    steps.stream().filter(s -> s.step.equals(step)).forEach(s -> s.outcome = outcome);
  }

  /** Whether there is anything to take back. */
  boolean hasWork() {
    return steps.stream().anyMatch(s -> s.ours() != null);
  }

  boolean canUndo(Step step) {
    return steps.stream().anyMatch(s -> s.step.equals(step));
  }

  /** What taking back would do now, in its order, in words. */
  List<String> preview() {
    List<String> lines = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      Registered one = steps.get(i);
      Outcome done = one.ours();
      if (done != null) {
        lines.add(one.undo.words() + " (" + one.step.name() + ", " + done.ref() + ")");
      }
    }
    return lines;
  }

  /** Takes everything back. Returns when each step is undone, or a person let it stand. */
  void all() {
    while (!steps.isEmpty()) {
      Registered one = steps.remove(steps.size() - 1);
      Outcome done = one.ours();
      if (done != null) {
        takeBack(one, done);
      }
    }
  }

  private void takeBack(Registered one, Outcome done) {
    Step undo = new Step(one.step.name() + "-undo", one.undo.words());
    while (true) {
      Tried<Outcome> tried =
          engine.ask(
              undo,
              one.queue,
              options -> send(one, done, options),
              failure -> stuck(one, Causes.away(failure, OFFERS, engine.patience())));
      Outcome answer = tried.answer();
      if (answer != null && !answer.happened()) {
        // A system that keeps its answers would give a retry the same one again.
        one.generation++;
      }
      Taken taken = tried.taken();
      if (answer != null && answer.happened()) {
        engine.goOn();
        record(one, StepState.UNDONE, answer.evidence(), "Caserail");
        return;
      }
      if (answer != null && taken == null) {
        Cause cause = Causes.notUndone(undo.words(), answer, OFFERS, engine.patience());
        taken = engine.decision(undo, stuck(one, cause));
      }
      if (taken != null && isSettled(one, taken)) {
        return;
      }
    }
  }

  /** It may be sent from now on, however long ago the step itself was. */
  private Promise<Outcome> send(Registered one, Outcome done, ActivityOptions options) {
    Attempt attempt = engine.attempt(one.step, one.generation, one.doubt, CaseEngine.now());
    Promise<Outcome> answer = one.undo.send().apply(options, attempt, done);
    // Whatever is decided meanwhile: an answer that was lost is not forgotten by the next attempt.
    Promise<Boolean> unused =
        answer.handle(
            (outcome, failure) -> {
              one.doubt = failure != null && (one.doubt || isDoubt(failure, one.step));
              return one.doubt;
            });
    return answer;
  }

  private static boolean isDoubt(RuntimeException failure, Step step) {
    return failure instanceof ActivityFailure activity
        && Failure.of(activity, step.words()).isDoubt();
  }

  private Cause stuck(Registered one, Cause cause) {
    record(one, StepState.UNDO_STUCK, cause.words(), "Caserail");
    return cause;
  }

  /** Whether a person has dealt with a step that could not be taken back. */
  private boolean isSettled(Registered one, Taken taken) {
    String by = taken.person().name();
    return switch (taken.decision().kind()) {
      case DONE_BY_HAND -> {
        record(one, StepState.UNDONE, "by hand: " + taken.decision().reference(), by);
        yield true;
      }
      case SKIP -> {
        if (one.doubt) {
          record(one, StepState.UNDO_UNKNOWN, "asked for, never answered, and left so", by);
        } else {
          record(one, StepState.KEPT, "left as it is", by);
        }
        yield true;
      }
      default -> false;
    };
  }

  private void record(Registered one, StepState state, String evidence, String by) {
    engine.log().undo(one.step, one.undo.words(), state, evidence, by);
  }
}
