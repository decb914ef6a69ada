package io.caserail.engine;

import io.caserail.call.Causes;
import io.caserail.call.Failure;
import io.caserail.call.Phase;
import io.caserail.decision.Cause;
import io.caserail.decision.DecisionRules;
import io.caserail.decision.Taken;
import io.caserail.engine.Calls.Tried;
import io.caserail.model.DecisionKind;
import io.caserail.model.Step;
import io.caserail.port.Attempt;
import io.caserail.port.Outcome;
import io.caserail.record.RequestLog;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Functions.Func1;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write, from its first attempt until it is known what became of it.
 *
 * <pre>
 *            nothing accepted                 a send's answer was lost
 *   QUICK --------------------> UNSENT --------------------------------> DOUBT
 *     ^  \________________________|________________________________________^
 *     |                           |                                        |
 *     +--------- retry -----------+-- retry; a complete search found none --+
 * </pre>
 *
 * Doubt is left only by an answer, or by a complete search that a person has asked for: then the
 * same operation is sent afresh, as its next generation.
 */
final class Sending {
  private final CaseEngine engine;
  private final Waiting waiting;
  private final RequestLog log;
  private final Undoing undoing;
  private final Step step;
  private final String queue;
  private final Effect effect;
  private final ByHand byHand;
  private Phase phase = Phase.QUICK;
  private int generation;
  private boolean doubt;
  private @Nullable Failure lost;
  private @Nullable Cause left;
  private Instant lostAt = Instant.MAX;

  Sending(CaseEngine engine, Waiting waiting, Step step, String queue, Effect effect) {
    this.engine = engine;
    this.waiting = waiting;
    this.log = engine.log();
    this.undoing = engine.serving().undoing();
    this.step = step;
    this.queue = queue;
    this.effect = effect;
    this.byHand = new ByHand(engine, step);
    this.generation = log.ledger().generation(step);
  }

  Outcome send() {
    while (true) {
      engine.decisions().stopIfWanted();
      Attempt attempt = attempt();
      log.ledger().sent(step, attempt);
      undoing.register(step, queue, effect, attempt);
      Tried<Outcome> tried =
          engine.call(step, queue, phase, options -> effect.send().apply(options, attempt));
      Taken taken = tried.taken();
      Outcome answer = tried.answer();
      // A check that stopped the send says nothing against what a person has just decided.
      if (answer != null && (taken == null || answer.kind() != Outcome.Kind.STOPPED)) {
        return settled(answer, taken);
      }
      if (tried.failure() != null) {
        taken = failed(tried.failure(), taken);
      }
      if (taken != null) {
        engine.goOn();
        Outcome settled = carryOut(taken, attempt);
        if (settled != null) {
          return settled;
        }
      }
    }
  }

  /** It happened, or the system said no. Who meanwhile wanted it ended gets it taken back. */
  private Outcome settled(Outcome answer, @Nullable Taken taken) {
    Outcome settled = engine.settled(step, answer, "Caserail");
    if (taken != null && (!answer.happened() || undoing.canUndo(step))) {
      Ended.ifWanted(taken);
    }
    return settled;
  }

  /** Blocks; returns the decision that ends the block, or null when trying goes on by itself. */
  private @Nullable Taken failed(Failure failure, @Nullable Taken taken) {
    boolean knew = doubt;
    doubt |= failure.isDoubt();
    if (doubt && !knew) {
      lostAt = CaseEngine.now();
      lost = failure;
    }
    if (taken != null && doubt == knew) {
      return taken;
    }
    if (taken != null) {
      String kind = DecisionRules.words(taken.decision().kind());
      log.add(step.name(), kind + " can't be carried out: the send's answer was lost");
    }
    // In doubt for as long as a key surely lives: from here on only a person may go on.
    boolean tired = knew && phase == Phase.DOUBT;
    if (tired || isKeyOver()) {
      left = Causes.leftInDoubt(failure, engine.patience());
      return people(left);
    }
    engine.raise(step, cause(failure), Wait.NO_OBJECTION, since());
    phase = doubt ? Phase.DOUBT : Phase.UNSENT;
    return failure.heals() ? waiting.take() : waiting.decision();
  }

  /** Whether nothing more may be sent under the name of what may have been done. */
  private boolean isKeyOver() {
    return doubt && !CaseEngine.now().isBefore(lostAt.plus(engine.patience().longest()));
  }

  /** What is in doubt is looked for by its name, which is good from the first send on. */
  private Attempt attempt() {
    return engine.attempt(step, generation, doubt, since());
  }

  private Instant since() {
    return doubt ? lostAt : CaseEngine.now();
  }

  /** Waits for people, since nobody else finds out any more. */
  private Taken people(Cause cause) {
    engine.raise(step, cause, Wait.NO_OBJECTION, lostAt);
    return waiting.decision();
  }

  /** What became of the write by the decision; null when it is to be tried again. */
  private @Nullable Outcome carryOut(Taken taken, Attempt attempt) {
    DecisionKind kind = taken.decision().kind();
    if (kind == DecisionKind.RETRY) {
      // Nobody can say anything meanwhile: it is for seconds, and what waits for hours is a block.
      phase = Phase.QUICK;
      return null;
    }
    if (kind == DecisionKind.CHECKED_NONE) {
      // The last send may still be on its way through the other system.
      Workflow.sleep(engine.patience().doubtEvery());
    }
    // Before anything that a person says is believed: did it happen meanwhile?
    Tried<Outcome> looked = look(kind, attempt);
    Outcome found = looked.answer();
    Taken meanwhile = looked.taken();
    if (found != null && found.happened()) {
      return settled(found, meanwhile == null ? taken : meanwhile);
    }
    if (meanwhile != null) {
      return carryOut(meanwhile, attempt);
    }
    Ended.ifWanted(taken);
    return switch (kind) {
      case CHECKED_NONE -> afresh(taken);
      case SKIP -> byHand.told(taken, looked.failure());
      default -> named(taken, attempt);
    };
  }

  /**
   * Asks whether it happened. What a person's word alone settles is not held by a system that stays
   * away: by all that is known nothing was accepted there.
   */
  private Tried<Outcome> look(DecisionKind kind, Attempt attempt) {
    Func1<ActivityOptions, Promise<Outcome>> find =
        options -> effect.find().apply(options, attempt);
    boolean named = kind == DecisionKind.DONE_BY_HAND;
    boolean onWord = kind == DecisionKind.SKIP || (named && effect.readBack() == null);
    return onWord && !doubt ? engine.call(step, queue, Phase.QUICK, find) : check(find, named);
  }

  /**
   * Asks until there is an answer.
   *
   * @param named whether it is about work by hand, of which something else may be said meanwhile
   */
  private Tried<Outcome> check(Func1<ActivityOptions, Promise<Outcome>> call, boolean named) {
    return named && !doubt
        ? byHand.check(queue, call)
        : engine.asked(step, queue, call, this::whileChecking);
  }

  private @Nullable Outcome afresh(Taken taken) {
    String by = taken.person().name();
    log.add(step.name(), "a complete search found nothing; it is sent afresh", "", by);
    log.ledger().waits(step.name(), false, "a complete search found nothing", by);
    generation++;
    doubt = false;
    lost = null;
    left = null;
    phase = Phase.QUICK;
    return null;
  }

  private @Nullable Outcome named(Taken taken, Attempt attempt) {
    String reference = taken.decision().reference().strip();
    var readBack = effect.readBack();
    if (readBack == null) {
      return byHand.told(taken, null);
    }
    Tried<Outcome> tried =
        check(
            options -> readBack.apply(options, reference),
            taken.decision().kind() == DecisionKind.DONE_BY_HAND);
    Outcome named = tried.answer();
    Taken meanwhile = tried.taken();
    if (named != null && named.happened()) {
      return byHand.counts(named, meanwhile, taken.person().name());
    }
    if (meanwhile != null) {
      return carryOut(meanwhile, attempt);
    }
    Outcome unknown = tried.answered();
    var unused = byHand.doesNotCount(taken, unknown);
    Cause unfit = Causes.unfit(lost, unknown, engine.offers(step), engine.patience());
    if (left != null) {
      Taken again = people(left);
      engine.goOn();
      return carryOut(again, attempt);
    }
    if (doubt) {
      engine.raise(step, unfit);
      phase = Phase.DOUBT;
      return null;
    }
    // Somebody says that it was paid: nothing goes out until a person has cleared that up.
    return carryOut(engine.decision(step, unfit), attempt);
  }

  private Cause cause(Failure failure) {
    return doubt
        ? Causes.inDoubt(failure, engine.patience())
        : Causes.away(failure, engine.offers(step), engine.patience());
  }

  /** What a person said is being checked: nothing more is offered until that is done. */
  private Cause whileChecking(Failure failure) {
    return cause(failure).offering(List.of(DecisionKind.RETRY));
  }
}
