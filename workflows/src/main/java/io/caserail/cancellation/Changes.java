package io.caserail.cancellation;

import io.caserail.decision.Cause;
import io.caserail.decision.Taken;
import io.caserail.engine.CaseEngine;
import io.caserail.engine.Effect;
import io.caserail.engine.Wait;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Step;
import io.caserail.port.Outcome;
import io.caserail.record.RequestLog;
import java.time.Duration;
import java.util.List;

/** Makes changes; where a system or somebody else says otherwise, a person has the last word. */
final class Changes {
  private static final Step OPENED_AGAIN = new Step("opened-again", "Ask what to do about it");

  private final CaseEngine engine;
  private final RequestLog log;
  private final Duration patience;

  /**
   * @param patience how long a person has before their silence counts as late
   */
  Changes(CaseEngine engine, RequestLog log, Duration patience) {
    this.engine = engine;
    this.log = log;
    this.patience = patience;
  }

  /** Makes a change; after a no, a person has it tried again, does it by hand, or leaves it out. */
  Outcome make(Step step, String queue, Effect effect) {
    while (true) {
      Outcome outcome = engine.write(step, queue, effect);
      if (outcome.happened() || outcome.kind() == Outcome.Kind.SKIPPED) {
        return outcome;
      }
      Outcome settled = engine.settle(step, queue, effect, outcome, no -> afterNo(step, no));
      if (settled != null) {
        return settled;
      }
    }
  }

  /** What a person says to a no. */
  Taken afterNo(Step step, Outcome no) {
    Cause cause =
        Cause.people(
                CaseStatus.BLOCKED,
                no.code().isEmpty() ? "refused" : no.code(),
                no.evidence().isEmpty() ? step.words() + " was refused" : no.evidence(),
                patience)
            .offering(engine.offers(step));
    return engine.await(Wait.at(step, cause)).decision();
  }

  /** Asks a person about what somebody has opened again; whether it is to be closed again. */
  boolean areToBeMadeAgain(String what) {
    Cause cause =
        Cause.people(CaseStatus.BLOCKED, "opened_again", what + ", by somebody else", patience)
            .offering(engine.orEnd(List.of(DecisionKind.RETRY, DecisionKind.SKIP)));
    Taken taken = engine.await(Wait.at(OPENED_AGAIN, cause)).decision();
    boolean again = taken.decision().kind() == DecisionKind.RETRY;
    log.add(
        OPENED_AGAIN.name(),
        what + (again ? ": to be closed again" : ": left as it is"),
        "",
        taken.person().name());
    return again;
  }
}
