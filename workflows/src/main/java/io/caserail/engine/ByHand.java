package io.caserail.engine;

import io.caserail.call.Causes;
import io.caserail.call.Failure;
import io.caserail.decision.Taken;
import io.caserail.engine.Calls.Tried;
import io.caserail.model.DecisionKind;
import io.caserail.model.Step;
import io.caserail.port.Outcome;
import io.caserail.record.StepState;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Functions.Func1;
import io.temporal.workflow.Promise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people make of a step that its system has not made: done by hand, or left out. Work by hand
 * counts once its system shows it, where that can be asked; until then they are told what it shows,
 * and asked again.
 */
final class ByHand {
  private final CaseEngine engine;
  private final Step step;

  ByHand(CaseEngine engine, Step step) {
    this.engine = engine;
    this.step = step;
  }

  /**
   * Left out, or done by hand on a person's word.
   *
   * @param silent why its system did not say before whether it had been done; null when it did
   */
  Outcome told(Taken taken, @Nullable Failure silent) {
    String by = taken.person().name();
    Outcome outcome;
    if (taken.decision().kind() != DecisionKind.SKIP) {
      String reference = taken.decision().reference().strip();
      outcome = Outcome.succeeded(reference, CaseEngine.ON_WORD + by + "'s word");
    } else if (silent == null) {
      outcome = Outcome.skipped("left out by " + by);
    } else {
      outcome = Outcome.unseen("left out by " + by + ", and " + silent.trouble().cause());
    }
    return made(outcome, by);
  }

  /** Made by a person, or left out by one. */
  Outcome made(Outcome outcome, String by) {
    Outcome settled = engine.settled(step, outcome, by);
    if (outcome.happened()) {
      engine
          .log()
          .ledger()
          .change(step.name(), StepState.BY_HAND, outcome.ref(), outcome.evidence(), by);
    }
    return settled;
  }

  /**
   * What a person has done by hand is there, and counts.
   *
   * @param meanwhile what was decided while it was looked for; whoever wanted the request ended
   *     gets it taken back, where that can be
   */
  Outcome counts(Outcome shown, @Nullable Taken meanwhile, String by) {
    Outcome made = made(shown, by);
    if (meanwhile != null && engine.serving().undoing().canUndo(step)) {
      Ended.ifWanted(meanwhile);
    }
    return made;
  }

  /** What a person has named is not what was to be done; what it is instead. */
  String doesNotCount(Taken taken, Outcome shown) {
    String shows =
        shown.evidence().isEmpty() ? "there is nothing of that number" : shown.evidence();
    String reference = taken.decision().reference().strip();
    String by = taken.person().name();
    engine.log().add(step.name(), reference + " does not count: " + shows, reference, by);
    return shows;
  }

  /**
   * Asks a system for what a person says to have done by hand. While it stays away the step can be
   * left out, or ended, but nothing be said to be done by hand once more.
   */
  Tried<Outcome> check(String queue, Func1<ActivityOptions, Promise<Outcome>> call) {
    return engine.asked(
        step,
        queue,
        call,
        failure -> {
          List<DecisionKind> offers = new ArrayList<>(engine.offers(step));
          offers.remove(DecisionKind.DONE_BY_HAND);
          return Causes.away(failure, offers, engine.patience());
        });
  }

  /**
   * Has people settle a step that was answered with a no.
   *
   * @param ask has people decide, and tells them why
   * @return what became of the step; null when it is to be tried again
   */
  @Nullable Outcome afterNo(String queue, Effect effect, Outcome no, Func1<Outcome, Taken> ask) {
    Outcome why = no;
    while (true) {
      Taken taken = ask.apply(why);
      DecisionKind kind = taken.decision().kind();
      if (kind == DecisionKind.RETRY) {
        return null;
      }
      var readBack = effect.readBack();
      if (kind != DecisionKind.DONE_BY_HAND || readBack == null) {
        return told(taken, null);
      }
      String reference = taken.decision().reference().strip();
      Tried<Outcome> tried = check(queue, options -> readBack.apply(options, reference));
      Outcome shown = tried.answer();
      Taken meanwhile = tried.taken();
      if (shown != null && shown.happened()) {
        return counts(shown, meanwhile, taken.person().name());
      }
      if (meanwhile != null) {
        Ended.ifWanted(meanwhile);
        return told(meanwhile, null);
      }
      String shows = doesNotCount(taken, tried.answered());
      String before = no.evidence().isEmpty() ? "" : "; " + no.evidence();
      why =
          new Outcome(
              no.kind(),
              no.ref(),
              no.code(),
              "it is said to be done by hand, but " + shows + before,
              null,
              null);
    }
  }
}
