package io.caserail.verification;

import io.caserail.decision.Cause;
import io.caserail.decision.Taken;
import io.caserail.engine.CaseEngine;
import io.caserail.engine.Effect;
import io.caserail.engine.Wait;
import io.caserail.model.CaseStatus;
import io.caserail.model.Step;
import io.caserail.port.Outcome;
import io.temporal.workflow.Functions.Func1;
import java.time.Duration;

/** Makes the changes that a verification can't do without: a no waits for a person. */
final class Changes {
  private final CaseEngine engine;
  private final Duration patience;

  /**
   * @param patience how long a person has before their silence counts as late
   */
  Changes(CaseEngine engine, Duration patience) {
    this.engine = engine;
    this.patience = patience;
  }

  /** Makes a change; after a no, a person has it tried again, does it by hand, or leaves it out. */
  Outcome make(Step step, String queue, Effect effect) {
    return make(step, queue, effect, answer -> false);
  }

  /** The same, where some answers that are no yes will do. */
  Outcome make(Step step, String queue, Effect effect, Func1<Outcome, Boolean> willDo) {
    Step now = step;
    for (int times = 2; ; times++) {
      Outcome answer = engine.write(now, queue, effect);
      if (answer.happened() || answer.kind() == Outcome.Kind.SKIPPED || willDo.apply(answer)) {
        return answer;
      }
      Step refused = now;
      Outcome settled = engine.settle(now, queue, effect, answer, no -> afterNo(refused, no));
      if (settled != null) {
        return settled;
      }
      // A system keeps its no under the operation's name; nothing was sent of what was stopped.
      now = answer.kind() == Outcome.Kind.REJECTED ? Systems.again(step, times) : now;
    }
  }

  /** What a person says to a no. */
  Taken afterNo(Step step, Outcome no) {
    Cause cause =
        Cause.people(
                CaseStatus.BLOCKED,
                no.code().isEmpty() ? "refused" : no.code(),
                no.evidence(),
                patience)
            .showing(no.ref())
            .offering(engine.offers(step));
    return engine.await(Wait.at(step, cause)).decision();
  }
}
