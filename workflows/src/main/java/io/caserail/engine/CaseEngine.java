package io.caserail.engine;

import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.Attempt;
import io.caserail.port.Outcome;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.TicketView;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Func1;
import io.temporal.workflow.Functions.Proc1;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
 */
public final class CaseEngine {
  private final Desk desk = new Desk();
  private final Waiting waiting = new Waiting(desk, this::tellBlock, this::showAttention);
  private final Attention attention = new Attention();
  private final List<RequestLog> requests = new ArrayList<>();
  private final List<String> tickets = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final CaseKind kind;
  private final Teller teller;
  private String object = "";
  private @Nullable RequestLog current;
  private @Nullable Waits waits;
  private @Nullable Voice voice;
  private boolean passed;
  private boolean attentive;
  private long noteRevision = Long.MAX_VALUE;

  /**
   * An engine for one run.
   *
   * @param unread told of a ticket whose write met a command that nobody has read yet
   */
  public CaseEngine(CaseKind kind, Proc1<TicketId> unread) {
    this.kind = kind;
    this.teller = new Teller(unread);
  }

  /** Names the object; the first thing a run does. */
  public void open(ObjectId lock) {
    object = lock.value();
  }

  /** Begins to serve a request. */
  public void serve(RequestLog log, Waits patience, Voice says) {
    current = log;
    waits = patience;
    voice = says;
    passed = false;
    requests.add(log);
    if (!tickets.contains(log.ticket().value())) {
      tickets.add(log.ticket().value());
    }
    attention.describe(view());
  }

  /** Ends the request that is being served. */
  public void end(CaseStatus ending, String reason) {
    waiting.over();
    log().ended(ending, reason);
    current = null;
    attention.describe(view());
  }

  /** Writes the last attributes; the run returns right after, in the same workflow task. */
  public void close() {
    attention.show(worst(), tickets, null, false);
  }

  /** Asks another system. Blocks while it does not answer; ends the request when withdrawn. */
  public <T> T read(Step step, String queue, Func1<ActivityOptions, Promise<T>> call) {
    List<DecisionKind> offers =
        passed ? List.of(DecisionKind.RETRY) : List.of(DecisionKind.RETRY, DecisionKind.WITHDRAW);
    return read(step, queue, call, failure -> Causes.away(failure, offers, patience()));
  }

  <T> T read(
      Step step,
      String queue,
      Func1<ActivityOptions, Promise<T>> call,
      Func1<Failure, Cause> cause) {
    Phase phase = Phase.QUICK;
    while (true) {
      Tried<T> tried = attempt(step, queue, phase, call);
      Taken taken = tried.taken();
      if (tried.answer() != null) {
        goOn();
        if (taken != null) {
          endIfWithdrawn(taken);
        }
        return tried.answer();
      }
      Failure failure = tried.failure();
      if (taken == null && failure != null) {
        raise(step, cause.apply(failure));
        phase = Phase.AWAY;
        taken = Causes.heals(failure) ? null : waiting.decision();
      }
      if (taken != null) {
        goOnWith(taken);
        phase = Phase.QUICK;
      }
    }
  }

  /**
   * Waits for a system's final word with one activity that asks again and again, and leaves no
   * event meanwhile. News makes it look at once, beside that activity: cancelling it would race
   * with its answer.
   *
   * @param cause what is waited for
   * @param news whether there is some that came after the last time it was asked
   */
  public Outcome await(
      Step step,
      String queue,
      Cause cause,
      Func1<ActivityOptions, Promise<Outcome>> poll,
      Func<Boolean> news) {
    raise(step, cause);
    Promise<Outcome> asking = poll.apply(Phase.AWAY.options(patience(), queue, step.words()));
    while (true) {
      Promise<Outcome> asked = asking;
      waiting.until(() -> asked.isCompleted() || news.apply());
      Taken taken = desk.take();
      if (taken != null) {
        endIfWithdrawn(taken);
        raise(step, cause);
      }
      Tried<Outcome> tried =
          asked.isCompleted() ? result(asked, step) : attempt(step, queue, Phase.ONCE, poll);
      if (tried.answer() != null) {
        return settled(step, tried.answer(), cause.system());
      }
      Failure failure = tried.failure();
      if (asked.isCompleted()) {
        if (failure != null && !Causes.heals(failure)) {
          raise(step, Causes.away(failure, List.of(DecisionKind.RETRY), patience()));
          goOnWith(waiting.decision());
          raise(step, cause);
        }
        // The same wait goes on: it keeps its beginning, or it would never be late.
        asking = poll.apply(Phase.AWAY.options(patience(), queue, step.words()));
      }
    }
  }

  /**
   * Makes a change once. Returns what became of it: an effect, a system's no, or a stop by the
   * check right before the send. Whatever is in doubt is settled before this returns.
   */
  public Outcome write(Step step, String queue, Effect effect) {
    return new Sending(this, step, queue, effect).send();
  }

  /**
   * Waits for a person. Ends the request when they withdraw or refuse it, or when nobody decided.
   *
   * @param objection why a person's yes would not count; null when it would
   */
  public Taken hold(Step step, Cause cause, Func1<Person, @Nullable String> objection) {
    raise(step, cause, objection);
    Taken taken = waiting.decisionBeforeDue();
    if (taken == null) {
      goOn();
      throw new Ended(CaseStatus.EXPIRED, "nobody decided in time");
    }
    goOnWith(taken);
    return taken;
  }

  /**
   * Waits for a person for as long as it takes: late is late, but giving up is no ending here.
   *
   * @param over whether the cause is gone, so that nothing is left to decide
   * @return null when the cause is gone
   */
  public @Nullable Taken insist(Step step, Cause cause, Func<Boolean> over) {
    raise(step, cause);
    waiting.until(over);
    Taken taken = desk.take();
    goOn();
    if (taken != null) {
      endIfWithdrawn(taken);
    }
    return taken;
  }

  /** From here on the change is repaired forward; it can't be withdrawn any more. */
  public void pass(String why) {
    passed = true;
    log().add("pivot", why, "", "Caserail");
  }

  /** Makes the ticket of the request show a view. */
  public void tell(TicketView view) {
    tell(log().ticket(), log().key(), view);
  }

  /** The revision of the newest view that was asked for; whoever goes on starts above it. */
  public long revision(TicketId ticket) {
    return teller.revision(ticket);
  }

  /** Makes a ticket show a view under a key of its own: an answer beside the request's views. */
  public void tell(TicketId ticket, RequestKey key, TicketView view) {
    teller.tell(ticket, key, view, patience());
  }

  /** Takes note of what was read from a ticket; the next write marks the commands as used. */
  public void heard(TicketId ticket, long revision, List<String> commands, Waits patience) {
    waits = waits == null ? patience : waits;
    heard.addAll(commands);
    teller.read(ticket, revision, commands);
  }

  /** Whether the command was dealt with before, in whichever way it came. */
  public boolean hasHeard(String command) {
    return heard.contains(command);
  }

  /** The ticket of the request that is being served; null between two. */
  @Nullable TicketId ticket() {
    return current == null ? null : current.ticket();
  }

  /** The ticket can't be read, so nobody knows yet what is asked: that is no silent wait. */
  public void cannotRead(ActivityFailure failure) {
    if (waiting.block() == null) {
      attentive = true;
      attention.show(
          CaseStatus.WAITING,
          tickets,
          Causes.unreadable(Failure.of(failure, "the ticket system"), now()),
          false);
    }
  }

  /** The ticket can be read again. */
  public void canRead() {
    showAttention();
  }

  /** Why a decision can't be looked at now; null when its proof is worth judging. */
  public @Nullable String outdated(Decision decision) {
    return desk.outdated(decision);
  }

  /** Takes a decision of a proven person, or says why not; either way it is on record. */
  public Verdict decide(Decision decision, Person person) {
    Verdict verdict = desk.offer(decision, person);
    note(decision, verdict, person.name());
    return verdict;
  }

  /** Puts a verdict on record. */
  public void note(Decision decision, Verdict verdict, String by) {
    RequestLog log = current != null ? current : requests.isEmpty() ? null : last();
    if (log != null) {
      String words = DecisionRules.words(decision.kind());
      String why = verdict.accepted() ? "" : " (not counted: " + verdict.reason() + ")";
      log.add("decision", words + why, decision.reference(), by);
    }
  }

  /** Somebody asked in Temporal to cancel. That proves nothing: it is noted, and not obeyed. */
  public void cancelRequested() {
    RequestLog log = current;
    if (log != null) {
      log.add(
          "cancel", "asked for in Temporal; to stop it, withdraw it in the ticket", "", "Temporal");
    }
  }

  /**
   * Whether a yes in a ticket was said after its author could read the question.
   *
   * @param seen the highest revision of ours that stood in the ticket then
   */
  public boolean couldRead(long seen) {
    return seen >= noteRevision;
  }

  /** The ticket's last command gets its answer with the next view, however short the wait. */
  public void answerSoon() {
    waiting.answerSoon();
  }

  /** The request that is being served; null between two. */
  public @Nullable RequestLog serving() {
    return current;
  }

  /** The view that the ticket shows, or is about to; null when nothing was told. */
  public @Nullable TicketView shown(TicketId ticket) {
    return teller.last(ticket);
  }

  /** Whether every ticket shows the newest view. */
  public boolean isTold() {
    return teller.isUpToDate();
  }

  /** Where the case is. */
  public CaseView view() {
    return new CaseView(
        kind, object, worst(), teller.behind(), requests.stream().map(RequestLog::view).toList());
  }

  /** Now, as the workflow sees it. */
  public static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  Attempt attempt(Step step, int generation, boolean doubt) {
    return new Attempt(
        OperationId.of(new ObjectId(object), log().key(), step.name()),
        log().commandId(),
        generation,
        now().plus(patience().longest()),
        doubt);
  }

  /** One activity. In the quick phase nothing else can happen; later a decision may overtake it. */
  <T> Tried<T> attempt(
      Step step, String queue, Phase phase, Func1<ActivityOptions, Promise<T>> call) {
    ActivityOptions options = phase.options(patience(), queue, step.words());
    List<Promise<T>> calls = new ArrayList<>();
    CancellationScope scope = Workflow.newCancellationScope(() -> calls.add(call.apply(options)));
    scope.run();
    Promise<T> promise = calls.get(0);
    Taken taken = null;
    if (phase.isLong() && waiting.block() != null) {
      waiting.until(promise::isCompleted);
      taken = desk.take();
      if (taken != null && !promise.isCompleted()) {
        scope.cancel("a person decided");
      }
    }
    Tried<T> result = result(promise, step);
    return new Tried<>(result.answer(), result.failure(), taken);
  }

  private static <T> Tried<T> result(Promise<T> promise, Step step) {
    try {
      return new Tried<>(promise.get(), null, null);
    } catch (ActivityFailure e) {
      return new Tried<>(null, Failure.isCancelled(e) ? null : Failure.of(e, step.words()), null);
    }
  }

  Outcome settled(Step step, Outcome outcome, String by) {
    log().happened(step.name(), outcome, by);
    goOn();
    return outcome;
  }

  void raise(Step step, Cause cause) {
    raise(step, cause, person -> null);
  }

  private void raise(Step step, Cause cause, Func1<Person, @Nullable String> objection) {
    noteRevision = Long.MAX_VALUE;
    attentive = true;
    log().blocked(waiting.raise(step, cause, objection));
    showAttention();
  }

  /** Waits for as long as it takes until somebody decides about the open block. */
  Taken decision() {
    return waiting.decision();
  }

  /** The wait is over, whatever ended it. */
  void goOn() {
    if (waiting.block() != null) {
      waiting.over();
      log().unblocked();
      showAttention();
    }
  }

  private void goOnWith(Taken taken) {
    goOn();
    endIfWithdrawn(taken);
  }

  void endIfWithdrawn(Taken taken) {
    String by = taken.person().name();
    switch (taken.decision().kind()) {
      case WITHDRAW -> throw new Ended(CaseStatus.WITHDRAWN, "withdrawn by " + by);
      case REFUSE -> throw new Ended(CaseStatus.REFUSED, "refused by " + by);
      default -> {
        // Every other decision is for the step to carry out.
      }
    }
  }

  private void tellBlock(Block block) {
    if (voice != null) {
      noteRevision = teller.tell(log().ticket(), log().key(), voice.waiting(block), patience());
    }
  }

  private void showAttention() {
    if (attentive) {
      attention.show(worst(), tickets, waiting.block(), waiting.isLate());
    }
    attention.describe(view());
  }

  private CaseStatus worst() {
    return requests.stream()
        .map(RequestLog::status)
        .max(Comparator.comparing(CaseStatus::isWait).thenComparing(s -> !s.isEnding()))
        .orElse(requests.isEmpty() && current == null ? CaseStatus.DUPLICATE : CaseStatus.RUNNING);
  }

  private RequestLog last() {
    return requests.get(requests.size() - 1);
  }

  RequestLog log() {
    if (current == null) {
      throw new IllegalStateException("no request is being served");
    }
    return current;
  }

  Waits patience() {
    if (waits == null) {
      throw new IllegalStateException("no policy was read yet");
    }
    return waits;
  }

  /** What became of one activity: an answer; or a failure, a decision, or both. */
  record Tried<T>(@Nullable T answer, @Nullable Failure failure, @Nullable Taken taken) {}
}
