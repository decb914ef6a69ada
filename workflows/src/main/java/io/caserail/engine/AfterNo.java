package io.caserail.engine;

import io.caserail.decision.Taken;
import io.caserail.engine.Calls.Tried;
import io.caserail.model.DecisionKind;
import io.caserail.model.Step;
import io.caserail.port.Outcome;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Functions.Func1;
import io.temporal.workflow.Functions.Func2;
import io.temporal.workflow.Promise;
import org.jspecify.annotations.Nullable;

/**
 * What people make of a step to which a system, or a check of ours, has said no. Work by hand
 * counts once its system shows it, where that can be asked; until then they are told what it shows,
 * and asked again.
 */
final class AfterNo {
  private final CaseEngine engine;
  private final Step step;
  private final String queue;
  private final Effect effect;
  private final Func1<Outcome, Taken> ask;

  /**
   * After a no.
   *
   * @param ask has people decide, and tells them why
   */
  AfterNo(CaseEngine engine, Step step, String queue, Effect effect, Func1<Outcome, Taken> ask) {
    this.engine = engine;
    this.step = step;
    this.queue = queue;
    this.effect = effect;
    this.ask = ask;
  }

  /** What became of the step; null when it is to be tried again. */
  @Nullable Outcome settled(Outcome no) {
    Outcome why = no;
    while (true) {
      Taken taken = ask.apply(why);
      if (taken.decision().kind() == DecisionKind.RETRY) {
        return null;
      }
      var readBack = effect.readBack();
      if (taken.decision().kind() != DecisionKind.DONE_BY_HAND
          || readBack == null
          || !CaseEngine.hasWaysOut()) {
        return engine.told(step, taken);
      }
      Outcome named = named(taken, readBack);
      if (named.kind() != Outcome.Kind.ABSENT) {
        return named;
      }
      why =
          new Outcome(
              no.kind(),
              no.ref(),
              no.code(),
              "it is said to be done by hand, but " + named.evidence() + "; " + no.evidence(),
              null,
              null);
    }
  }

  /** What its system shows, or what is said meanwhile where it does not answer. */
  private Outcome named(Taken byHand, Func2<ActivityOptions, String, Promise<Outcome>> readBack) {
    String reference = byHand.decision().reference().strip();
    String by = byHand.person().name();
    Tried<Outcome> tried = engine.check(step, queue, options -> readBack.apply(options, reference));
    Outcome shown = tried.answer();
    Taken taken = tried.taken();
    if (shown != null && shown.happened()) {
      return engine.counts(step, shown, taken, by);
    }
    if (taken != null) {
      Ended.ifWanted(taken);
      return engine.told(step, taken);
    }
    String said = tried.answered().evidence();
    String evidence = said.isEmpty() ? "there is nothing of that number" : said;
    engine.log().add(step.name(), reference + " does not count: " + evidence, reference, by);
    return Outcome.absent(evidence);
  }
}
