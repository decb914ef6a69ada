package io.caserail.engine;

import io.caserail.call.Causes;
import io.caserail.decision.Cause;
import io.caserail.decision.Taken;
import io.caserail.engine.Calls.Tried;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Step;
import io.caserail.port.Attempt;
import io.caserail.port.Outcome;
import io.caserail.record.StepState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what a request has done, newest first. An undo is registered before its step is sent,
 * so that nothing can happen without it; what did not happen, or stood before, is left alone. One
 * that can't be done blocks until a person has dealt with it: it is never given up in silence.
 */
final class Undoing {
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
    private final Attempt attempt;
    private @Nullable Outcome outcome;

    private Registered(Step step, String queue, Effect.Undo undo, Attempt attempt) {
      this.step = step;
      this.queue = queue;
      this.undo = undo;
      this.attempt = attempt;
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
      steps.add(new Registered(step, queue, undo, attempt));
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
              options -> one.undo.send().apply(options, one.attempt, done),
              failure -> stuck(one, Causes.away(failure, OFFERS, engine.patience())));
      Outcome answer = tried.answer();
      Taken taken = tried.taken();
      if (answer != null && answer.happened()) {
        engine.goOn();
        ledger(one, StepState.UNDONE, answer.evidence(), "Caserail");
        return;
      }
      if (answer != null && taken == null) {
        engine.raise(undo, stuck(one, refused(undo, answer)));
        taken = engine.decision();
        engine.goOn();
      }
      if (taken != null && isSettled(one, taken)) {
        return;
      }
    }
  }

  private Cause stuck(Registered one, Cause cause) {
    ledger(one, StepState.UNDO_STUCK, cause.words(), "Caserail");
    return cause;
  }

  /** Whether a person has dealt with a step that could not be taken back. */
  private boolean isSettled(Registered one, Taken taken) {
    String by = taken.person().name();
    return switch (taken.decision().kind()) {
      case DONE_BY_HAND -> {
        ledger(one, StepState.UNDONE, "by hand: " + taken.decision().reference(), by);
        yield true;
      }
      case SKIP -> {
        ledger(one, StepState.KEPT, "left as it is", by);
        yield true;
      }
      default -> false;
    };
  }

  private void ledger(Registered one, StepState state, String evidence, String by) {
    engine.log().ledger().change(one.step.name(), state, "", evidence, by);
    engine
        .log()
        .add(one.step.name(), one.undo.words() + ": " + words(state) + clause(evidence), "", by);
  }

  private static String clause(String evidence) {
    return evidence.isEmpty() ? "" : ", " + evidence;
  }

  private static String words(StepState state) {
    return switch (state) {
      case UNDONE -> "taken back";
      case KEPT -> "not taken back";
      default -> "can't be taken back yet";
    };
  }

  private static final List<DecisionKind> OFFERS =
      List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.SKIP);

  private Cause refused(Step undo, Outcome no) {
    return Cause.people(
            CaseStatus.BLOCKED,
            no.code().isEmpty() ? "undo_refused" : no.code(),
            undo.words() + " is not possible: " + no.evidence(),
            engine.patience().longest())
        .showing(no.ref())
        .offering(OFFERS);
  }
}
