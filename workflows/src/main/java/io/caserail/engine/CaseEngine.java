package io.caserail.engine;

import io.caserail.call.Causes;
import io.caserail.call.Failure;
import io.caserail.call.Phase;
import io.caserail.decision.Amendments;
import io.caserail.decision.Block;
import io.caserail.decision.Cause;
import io.caserail.decision.Decision;
import io.caserail.decision.Person;
import io.caserail.decision.Taken;
import io.caserail.display.CaseDisplay;
import io.caserail.display.Teller;
import io.caserail.display.Voice;
import io.caserail.engine.Wait.Woken;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.Step;
import io.caserail.model.TicketId;
import io.caserail.port.Attempt;
import io.caserail.port.Outcome;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.TicketView;
import io.caserail.record.CaseRecord;
import io.caserail.record.CaseView;
import io.caserail.record.RequestLog;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Func1;
import io.temporal.workflow.Functions.Proc1;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries one case: reads, writes, asks, waits and tells for the request that is being served, so
 * that a case's own code is a table of contents.
 *
 * <p>A step never throws because a system is away. It blocks: in plain sight, with an owner, a
 * cause and the legal decisions, while the same call goes on in the background; whatever comes
 * first, the answer or a decision, ends the block. An effect whose answer was lost is in doubt, and
 * nothing that could give it up is offered until a complete search has spoken.
 *
 * <p>Whoever ends a request early, by {@link Ended}, ends it through {@link #guard}: what its steps
 * have done is taken back first, newest first. After {@link #pass} nothing is taken back any more.
 */
public final class CaseEngine {
  /** How the evidence begins of what is known by a person's word only. */
  public static final String ON_WORD = "done by hand, on ";

  private final CaseRecord record;
  private final CaseDisplay display;
  private final Decisions decisions;
  private final Waiting waiting;
  private final Calls calls;
  private @Nullable Serving serving;
  private boolean looking;

  /**
   * An engine for one run.
   *
   * @param unread told of a ticket whose write met a command that nobody has read yet
   */
  public CaseEngine(CaseKind kind, Proc1<TicketId> unread) {
    this.record = new CaseRecord(kind);
    this.display = new CaseDisplay(record, new Teller(kind, unread));
    this.decisions = new Decisions(this, record);
    this.waiting = new Waiting(this, decisions.desk());
    this.calls = new Calls(waiting);
  }

  /** What the case is about. */
  public ObjectId object() {
    return record.object();
  }

  /** What people see of the case. */
  public CaseDisplay display() {
    return display;
  }

  /** What people say about it. */
  public Decisions decisions() {
    return decisions;
  }

  // ---- from the first request to the last ----

  /** Names the object; the first thing a run does. */
  public void open(ObjectId lock) {
    record.open(lock);
    display.named(lock, lock);
  }

  /** Begins to serve a request. */
  public void serve(RequestLog log, Waits patience, Voice says) {
    serving = new Serving(log, says, new Undoing(this));
    display.serves(patience);
    record.add(log);
    display.describe(view());
  }

  /**
   * Takes the steps of the request that is being served.
   *
   * @throws Ended when they ended early, after what they had done was taken back
   */
  public <R> R guard(Func<R> steps) {
    try {
      return steps.apply();
    } catch (Ended ended) {
      goOn();
      takeBack(ended);
      throw ended;
    }
  }

  private void takeBack(Ended why) {
    Serving now = serving();
    if (now.hasPassed()) {
      now.log().add("undo", now.undoPreview().get(0));
    } else if (now.undoing().hasWork()) {
      now.log().compensates();
      now.log().add("undo", "what was done is taken back: " + why.reason());
      showAttention();
      now.undoing().all();
    }
  }

  /** Ends the request that is being served. */
  public void end(CaseStatus ending, String reason) {
    looking = false;
    waiting.over();
    decisions.end(reason);
    log().ended(ending, reason);
    serving = null;
    display.describe(view());
  }

  /** Writes the last attributes; the run returns right after, in the same workflow task. */
  public void close() {
    display.close(serving != null);
  }

  // ---- steps ----

  /** Asks another system. Blocks while it does not answer; ends the request when withdrawn. */
  public <T> T read(Step step, String queue, Func1<ActivityOptions, Promise<T>> call) {
    decisions.stopIfWanted();
    List<DecisionKind> offers = orEnd(List.of(DecisionKind.RETRY));
    Calls.Tried<T> tried =
        asked(step, queue, call, failure -> Causes.away(failure, offers, patience()));
    if (tried.taken() != null) {
      Ended.ifWanted(tried.taken());
    }
    return tried.answered();
  }

  /** Asks until there is an answer or another decision than a retry, which ends the block. */
  <T> Calls.Tried<T> asked(
      Step step,
      String queue,
      Func1<ActivityOptions, Promise<T>> call,
      Func1<Failure, Cause> cause) {
    Calls.Tried<T> tried = ask(step, queue, call, cause);
    goOn();
    return tried;
  }

  /** Asks until there is an answer, which leaves a block open, or another decision than a retry. */
  <T> Calls.Tried<T> ask(
      Step step,
      String queue,
      Func1<ActivityOptions, Promise<T>> call,
      Func1<Failure, Cause> cause) {
    Phase phase = Phase.QUICK;
    while (true) {
      Calls.Tried<T> tried = call(step, queue, phase, call);
      Failure failure = tried.failure();
      Taken taken = tried.taken();
      if (taken == null && failure != null) {
        raise(step, cause.apply(failure));
        phase = failure.isDoubt() ? Phase.AWAY : Phase.UNSENT;
        taken = failure.heals() ? waiting.take() : waiting.decision();
      }
      if (taken != null) {
        goOn();
        phase = Phase.QUICK;
      }
      if (tried.answer() != null
          || (taken != null && taken.decision().kind() != DecisionKind.RETRY)) {
        return new Calls.Tried<>(tried.answer(), null, taken);
      }
    }
  }

  /**
   * Makes a change once. Returns what became of it: an effect, a system's no, a stop by the check
   * right before the send, or that a person left it out. Whatever is in doubt is settled before
   * this returns.
   */
  public Outcome write(Step step, String queue, Effect effect) {
    looking = false;
    return new Sending(this, waiting, step, queue, effect).send();
  }

  /**
   * Waits, in plain sight, and leaves no event meanwhile.
   *
   * @return what has ended it
   * @throws Ended when a person has ended the request, or nobody has decided in time
   */
  public Woken await(Wait wait) {
    decisions.stopIfWanted();
    return new Awaiting(this, waiting, wait).woken();
  }

  /** From here on the change is repaired forward; it can't be withdrawn or taken back any more. */
  public void pass(String why) {
    serving().pass(why);
    log().add("pivot", why);
  }

  /**
   * The last moment before something that can't be taken back is done: ends the request when
   * somebody has asked for that meanwhile, and passes the pivot otherwise. Does nothing when it was
   * passed before.
   *
   * @param why what can't be taken back, for people: "the label is being voided"
   */
  public void passUnlessStopped(String why) {
    if (!hasPassed()) {
      decisions.stopIfWanted();
      pass(why);
    }
  }

  /** Whether the change is repaired forward now. */
  public boolean hasPassed() {
    return serving().hasPassed();
  }

  // ---- tickets ----

  /** Makes the ticket of the request show a view. */
  public void tell(TicketView view) {
    waiting.answered();
    var unused = display.show(log(), serving().naming(view));
  }

  /** The ticket's last command gets its answer with the next view, however short the wait. */
  public void answerSoon() {
    waiting.answerSoon();
  }

  void amend(Decision decision) {
    changed(waiting.amend(block -> Amendments.amended(block, decision)));
  }

  /** The open block has another owner or another time, or is late now. */
  void changed(Block block) {
    log().amended(block);
    display.amended(block, waiting.isLate());
    display.describe(view());
  }

  // ---- looking ----

  /** The request that is being served; null between two. */
  public @Nullable RequestLog current() {
    return serving == null ? null : serving.log();
  }

  /** Where the case is. */
  public CaseView view() {
    List<String> undo = serving == null ? List.of() : serving.undoPreview();
    Block block = waiting.block();
    Duration every = block == null ? null : Phase.triedEvery(block, patience());
    return record.view(
        current(), undo, display.behind(), decisions.desk().standing(), decisions.always(), every);
  }

  /** Now, as the workflow sees it. */
  public static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  // ---- for a case's own waits ----

  /** These decisions, and those that end the request while that is possible. */
  public List<DecisionKind> orEnd(List<DecisionKind> offers) {
    return serving().orEnd(offers);
  }

  /** What may be said about a step whose effect has not happened. */
  public List<DecisionKind> offers(Step step) {
    return serving().offers(step);
  }

  /** The attempt at a step that was sent last: what a question about its final word names. */
  public Attempt sent(Step step) {
    return attempt(step, log().ledger().sent(step), false, now());
  }

  // ---- for the classes that carry out a step ----

  /**
   * An attempt at a step.
   *
   * @param from when it may have been sent first; its name is good for a while from then
   */
  Attempt attempt(Step step, int generation, boolean doubt, Instant from) {
    Block block = waiting.block();
    return new Attempt(
        OperationId.of(record.object(), log().key(), log().effect(step)),
        log().commandId(),
        generation,
        from.plus(patience().longest()),
        doubt,
        block == null ? "" : block.system());
  }

  <T> Calls.Tried<T> call(
      Step step, String queue, Phase phase, Func1<ActivityOptions, Promise<T>> call) {
    return calls.make(step, queue, phase, patience(), call);
  }

  Outcome settled(Step step, Outcome outcome, String by) {
    log().happened(step, outcome, by);
    serving().undoing().happened(step, outcome);
    goOn();
    return outcome;
  }

  /**
   * What a person says became of a step: left out, or done by hand on their word.
   *
   * @param taken {@link DecisionKind#SKIP} or {@link DecisionKind#DONE_BY_HAND}
   */
  public Outcome told(Step step, Taken taken) {
    return new ByHand(this, step).told(taken, null);
  }

  /** The effect was made by a person, as its system shows. */
  public Outcome byHand(Step step, Outcome shown, String by) {
    return new ByHand(this, step).made(shown, by);
  }

  /**
   * Has people settle a step that was answered with a no: it is tried again, left out, or was done
   * by hand, which counts once its system shows it.
   *
   * @param no why; what the system shows of work by hand is added when people are asked again
   * @param ask has people decide, and tells them why
   * @return what became of the step; null when it is to be tried again
   */
  public @Nullable Outcome settle(
      Step step, String queue, Effect effect, Outcome no, Func1<Outcome, Taken> ask) {
    return new ByHand(this, step).afterNo(queue, effect, no, ask);
  }

  void raise(Step step, Cause cause) {
    raise(step, cause, Wait.NO_OBJECTION, now());
  }

  /**
   * Opens a block, or goes on with the one that is open.
   *
   * @param since when it began, where it does not go on
   */
  void raise(Step step, Cause cause, Func1<Person, @Nullable String> objection, Instant since) {
    display.unasked();
    display.attend();
    looking = false;
    Instant promised = log().at().plus(patience().promise());
    log().blocked(waiting.raise(step, cause, patience(), promised, objection, since));
    var unused = decisions.meetCorrection();
    showAttention();
  }

  /** Waits for a decision for as long as it takes, whatever it is. */
  Taken decision(Step step, Cause cause) {
    raise(step, cause);
    Taken taken = waiting.decision();
    goOn();
    return taken;
  }

  /** The wait is over, whatever ended it. */
  void goOn() {
    if (waiting.block() != null) {
      waiting.over();
      log().unblocked();
      showAttention();
    }
  }

  /** Says in the ticket what is waited for. */
  void tellBlock(Block block) {
    Serving now = serving();
    TicketView view = waiting.takesTooLong() ? now.voice().late(block) : now.voice().waiting(block);
    display.ask(log(), now.naming(view));
  }

  /** Says it once more. The question is the same: what its first note allows, it still allows. */
  void remind(Block block) {
    TicketView view = serving().voice().reminder(block);
    tell(waiting.takesTooLong() ? view.beingLate() : view);
  }

  /** Says that it takes too long; what its first note allows, it still allows. */
  void tellLate(Block block) {
    tell(serving().voice().late(block));
  }

  /** Lists and the Temporal UI show where the case is. */
  public void showAttention() {
    display.list(serving != null, waiting.block(), waiting.isLate());
    display.describe(view());
  }

  /** What the request waits for; null when nothing. */
  @Nullable Block block() {
    return waiting.block();
  }

  /** Whether the case looks again before it goes on, at what it waits for then. */
  void looks(boolean again) {
    looking = again;
  }

  /** Whether something is being read again that decides what the case waits for. */
  boolean isLooking() {
    return looking;
  }

  Serving serving() {
    if (serving == null) {
      throw new IllegalStateException("no request is being served");
    }
    return serving;
  }

  RequestLog log() {
    return serving().log();
  }

  /** The patience of the request that is being served, or of the last policy that was read. */
  public Waits patience() {
    return display.patience();
  }
}
