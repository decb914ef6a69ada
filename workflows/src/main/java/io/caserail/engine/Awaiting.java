package io.caserail.engine;

import io.caserail.call.Causes;
import io.caserail.call.Failure;
import io.caserail.call.Phase;
import io.caserail.decision.DecisionRules;
import io.caserail.decision.Taken;
import io.caserail.engine.Calls.Tried;
import io.caserail.engine.Wait.Answer;
import io.caserail.engine.Wait.Question;
import io.caserail.engine.Wait.Woken;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.port.FailureType;
import io.caserail.port.Outcome;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One wait, until something ends it. A system that is waited for is asked by one activity that
 * leaves no event meanwhile; where its word is waited for, news has it asked once beside that one,
 * since cancelling it would race with its answer. Only where it does not answer then, news is not
 * used up by that: the one that waits begins anew.
 */
final class Awaiting {
  private final CaseEngine engine;
  private final Waiting waiting;
  private final Wait wait;
  private CancellationScope scope = Workflow.newCancellationScope(() -> {});

  Awaiting(CaseEngine engine, Waiting waiting, Wait wait) {
    this.engine = engine;
    this.waiting = waiting;
    this.wait = wait;
  }

  Woken woken() {
    Question question = wait.question();
    if (question == null) {
      return pause(wait.news());
    }
    return question.answer() == Answer.IS_NEWS ? watch(question) : ask(question);
  }

  // ---- for a person, for news, for a time ----

  private Woken watch(Question question) {
    Promise<Boolean> answered = begin(question).handle((answer, failure) -> failure == null);
    try {
      return pause(() -> wait.news().apply() || (answered.isCompleted() && answered.get()));
    } finally {
      scope.cancel("the wait is over");
    }
  }

  private Woken pause(Func<Boolean> news) {
    raise();
    waiting.until(news, wait.endsWhenDue());
    Taken taken = waiting.take();
    if (taken == null) {
      waiting.look();
    } else {
      engine.goOn();
    }
    return ended(taken);
  }

  private void raise() {
    engine.raise(wait.step(), wait.cause(), wait.objection(), CaseEngine.now());
    if (wait.isReview()) {
      engine.decisions().desk().review();
    }
  }

  /** Whoever is told that there was news, or is to try again, looks before it goes on. */
  private Woken ended(@Nullable Taken taken) {
    if (taken == null && wait.expires()) {
      throw new Ended(CaseStatus.EXPIRED, "nobody decided in time");
    }
    if (taken != null) {
      endIfWanted(taken);
    }
    engine.looks(taken == null || taken.decision().kind() == DecisionKind.RETRY);
    return new Woken(taken, null);
  }

  // ---- for a system's word ----

  private Woken ask(Question question) {
    raise();
    Promise<Outcome> asking = begin(question);
    while (true) {
      Promise<Outcome> open = asking;
      waiting.until(() -> open.isCompleted() || wait.news().apply(), wait.endsWhenDue());
      boolean over = open.isCompleted();
      Taken taken = over ? null : said();
      if (taken != null) {
        return decided(question, taken);
      }
      Tried<Outcome> tried =
          over
              ? Calls.result(open, wait.step())
              : engine.call(wait.step(), question.queue(), Phase.ONCE, question.poll());
      if (!over && !isAnswered(tried)) {
        // What there is news of was not seen: whoever asks in hours asks afresh, at once and often.
        scope.cancel("there is news, and it could not be asked for");
        tried = Calls.result(open, wait.step());
        over = true;
      }
      if (tried.answer() != null) {
        return answered(question, tried.answer());
      }
      taken = said();
      if (taken == null && wait.endsWhenDue() && waiting.isDue()) {
        // It was asked once more, so nothing is lost with the one that still waits.
        scope.cancel("its time is over");
        engine.goOn();
        return ended(null);
      }
      if (taken == null && over) {
        taken = refused(tried.failure());
      }
      if (taken != null) {
        return decided(question, taken);
      }
      if (over) {
        // The same wait goes on: it keeps its beginning, or it would never be late.
        asking = begin(question);
      }
    }
  }

  /** Whether the system has spoken, and be it that there is nothing new. */
  private static boolean isAnswered(Tried<Outcome> tried) {
    return tried.failure() == null || tried.failure().type() == FailureType.NOT_YET;
  }

  private Promise<Outcome> begin(Question question) {
    ActivityOptions options =
        Phase.AWAY.options(engine.patience(), question.queue(), wait.step().words());
    Duration longest = question.longest();
    ActivityOptions limited =
        longest == null ? options : options.toBuilder().setScheduleToCloseTimeout(longest).build();
    List<Promise<Outcome>> asked = new ArrayList<>();
    scope = Workflow.newCancellationScope(() -> asked.add(question.poll().apply(limited)));
    scope.run();
    return asked.get(0);
  }

  /**
   * What a person has said, which ends the wait; to try again only has the system asked at once.
   */
  private @Nullable Taken said() {
    Taken taken = waiting.take();
    if (taken != null && taken.decision().kind() == DecisionKind.RETRY) {
      raise();
      return null;
    }
    return taken;
  }

  /** Asking again is of no use: what a person says to that; null when it is tried all the same. */
  private @Nullable Taken refused(@Nullable Failure failure) {
    if (failure == null || failure.heals()) {
      return null;
    }
    Taken taken = engine.decision(wait.step(), Causes.away(failure, offers(), engine.patience()));
    if (taken.decision().kind() == DecisionKind.RETRY) {
      raise();
      return null;
    }
    return taken;
  }

  /** What may be said then: what needs no answer, and what ends it. */
  private List<DecisionKind> offers() {
    List<DecisionKind> offers = new ArrayList<>(List.of(DecisionKind.RETRY));
    for (DecisionKind offer : List.of(DecisionKind.DONE_BY_HAND, DecisionKind.SKIP)) {
      if (wait.cause().offers().contains(offer)) {
        offers.add(offer);
      }
    }
    return engine.orEnd(offers);
  }

  private Woken decided(Question question, Taken taken) {
    engine.goOn();
    scope.cancel("a person decided");
    endIfWanted(taken);
    return question.answer() == Answer.IS_THE_WORD
        ? new Woken(null, engine.told(wait.step(), taken))
        : new Woken(taken, null);
  }

  /**
   * What a person has said before the answer was read counts, but where the answer tells what can't
   * be taken back any more: that is so, whatever was said of it.
   */
  private Woken answered(Question question, Outcome answer) {
    Taken taken = waiting.take();
    boolean isWord = question.answer() == Answer.IS_THE_WORD;
    String by = wait.cause().system().isEmpty() ? "Caserail" : wait.cause().system();
    if (taken != null && taken.decision().kind() != DecisionKind.RETRY) {
      if (!isWord || !engine.hasPassed()) {
        return decided(question, taken);
      }
      String said = DecisionRules.words(taken.decision().kind());
      engine
          .log()
          .add("decision", said + ": too late, " + by + " has spoken", "", taken.person().name());
    }
    if (isWord) {
      return new Woken(null, engine.settled(wait.step(), answer, by));
    }
    engine.log().add(wait.step().name(), answer.evidence(), answer.ref(), by);
    engine.goOn();
    engine.looks(true);
    return new Woken(null, answer);
  }

  private void endIfWanted(Taken taken) {
    if (!(wait.isReview() && taken.decision().kind() == DecisionKind.REFUSE)) {
      Ended.ifWanted(taken);
    }
  }
}
