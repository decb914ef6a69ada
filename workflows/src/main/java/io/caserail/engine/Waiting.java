package io.caserail.engine;

import io.caserail.decision.Block;
import io.caserail.decision.Cause;
import io.caserail.decision.Desk;
import io.caserail.decision.Person;
import io.caserail.decision.Taken;
import io.caserail.model.CaseStatus;
import io.caserail.model.Step;
import io.caserail.port.RefundPolicy.Waits;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Func1;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wait of the request that is being served: the open block, what is due on the way (its ticket
 * told, people reminded, the next group asked, shown as late), and the decision that ends it.
 */
final class Waiting {
  /**
   * What is due while a block is open, in the order in which it is done when two are due at once.
   */
  private enum Alarm {
    LATE,
    TELL,
    REMIND,
    ESCALATE
  }

  private static final Duration SOON = Duration.ofHours(1);

  private final CaseEngine engine;
  private final Desk desk;
  private final Map<Alarm, Instant> alarms = new EnumMap<>(Alarm.class);
  private @Nullable Block block;
  private @Nullable Block previous;
  private @Nullable Block lookedAt;
  private boolean late;
  private Instant lateAt = Instant.MAX;
  private boolean answerDue;
  private int count;

  Waiting(CaseEngine engine, Desk desk) {
    this.engine = engine;
    this.desk = desk;
  }

  @Nullable Block block() {
    return block;
  }

  boolean isLate() {
    return late;
  }

  /**
   * Whether what is waited for now takes longer than it may. The request can be late by an earlier
   * wait, of which the ticket says nothing any more.
   */
  boolean takesTooLong() {
    return late && !CaseEngine.now().isBefore(lateAt);
  }

  /** A command was read from the ticket: the ticket must be answered, however short the wait. */
  void answerSoon() {
    answerDue = true;
  }

  /** The ticket gets a view, which answers whatever was said in it. */
  void answered() {
    answerDue = false;
  }

  /**
   * Opens a block. A wait that only goes on keeps its beginning, and nothing is told twice; what is
   * another system's fault by now began now, and a ticket that names the former is put right.
   *
   * @param promised when the request is late whatever it waits for
   * @param began when it began, where it does not go on
   */
  Block raise(
      Step step,
      Cause cause,
      Waits waits,
      Instant promised,
      Func1<Person, @Nullable String> objection,
      Instant began) {
    Block same = previous != null && previous.isSame(step, cause) ? previous : null;
    boolean moved = same != null && !same.system().equals(cause.system());
    boolean named = moved && !alarms.containsKey(Alarm.TELL);
    Block before = moved ? null : same;
    Instant since = before == null ? began : before.since();
    Block raised = asked(step, cause, since);
    if (before == null) {
      alarms.clear();
      set(Alarm.TELL, since.plus(cause.quiet()));
      if (cause.status() == CaseStatus.NEEDS_APPROVAL) {
        set(Alarm.REMIND, waits.remindsAt(since));
        set(Alarm.ESCALATE, waits.escalatesAt(since));
      }
    }
    if (answerDue || named) {
      set(Alarm.TELL, CaseEngine.now());
    }
    lateAt = earlier(raised.due(), promised);
    if (!late) {
      set(Alarm.LATE, lateAt);
    }
    answerDue = false;
    block = raised;
    previous = raised;
    desk.lay(raised, objection);
    return raised;
  }

  /**
   * A look that was nobody's decision and has changed nothing leaves the question as it was: what
   * somebody copied from the ticket answers it all the same.
   */
  private Block asked(Step step, Cause cause, Instant since) {
    Block before = lookedAt;
    lookedAt = null;
    Block raised = cause.block(step, count + 1, since);
    if (before != null && raised.asksTheSame(before)) {
      return cause.block(step, count, since);
    }
    count++;
    return raised;
  }

  /** The cause is looked at again, since something else than a decision has ended the wait. */
  void look() {
    Block before = block;
    engine.goOn();
    lookedAt = before;
  }

  private void set(Alarm alarm, @Nullable Instant at) {
    if (at != null) {
      alarms.put(alarm, at);
    }
  }

  /** Amends the open block, which is told anew. */
  Block amend(Func1<Block, Block> how) {
    Block before = block;
    if (before == null) {
      throw new IllegalStateException("nothing waits");
    }
    Block amended = how.apply(before);
    block = amended;
    previous = amended;
    set(Alarm.TELL, CaseEngine.now());
    if (!amended.due().equals(before.due())) {
      late = false;
      lateAt = amended.due();
      set(Alarm.LATE, lateAt);
    }
    desk.amended(amended);
    return amended;
  }

  /** The cause is gone; the next step starts afresh. */
  void over() {
    block = null;
    previous = null;
    lookedAt = null;
    late = false;
    alarms.clear();
    desk.clear();
  }

  /** Whether the open block's time is over. */
  boolean isDue() {
    Block open = block;
    return open != null && !CaseEngine.now().isBefore(open.due());
  }

  /** Waits until {@code done} or a decision, and does what is due meanwhile. */
  void until(Func<Boolean> done) {
    until(done, false);
  }

  /** The same, and no longer than until the block is due where that ends the wait. */
  void until(Func<Boolean> done, boolean endsWhenDue) {
    while (block != null && !done.apply() && !desk.isDecided()) {
      Block waiting = block;
      Alarm next = next();
      Instant end = endsWhenDue ? waiting.due() : Instant.MAX;
      if (!CaseEngine.now().isBefore(end)) {
        return;
      }
      if (next != null && !CaseEngine.now().isBefore(at(next))) {
        alarms.remove(next);
        ring(next, waiting, end.minus(SOON).isBefore(CaseEngine.now()));
      } else {
        pause(
            next == null ? end : earlier(at(next), end),
            "Waits at " + waiting.id() + ": " + waiting.cause(),
            () -> done.apply() || desk.isDecided() || !waiting.equals(block));
      }
    }
  }

  private void ring(Alarm alarm, Block waiting, boolean endsSoon) {
    switch (alarm) {
      case TELL -> engine.tellBlock(waiting);
      case REMIND -> engine.remind(waiting);
      case ESCALATE -> engine.changed(amend(block -> block.ownedBy(Block.DUTY_LEAD)));
      case LATE -> {
        late = true;
        engine.changed(waiting);
        // Of what the ticket has not heard yet, the first note says that too; and of a question
        // that expires right after, its end says more.
        if (!alarms.containsKey(Alarm.TELL) && !endsSoon) {
          engine.tellLate(waiting);
        }
      }
    }
  }

  private @Nullable Alarm next() {
    Alarm next = null;
    for (Alarm alarm : Alarm.values()) {
      if (alarms.containsKey(alarm) && (next == null || at(alarm).isBefore(at(next)))) {
        next = alarm;
      }
    }
    return next;
  }

  private Instant at(Alarm alarm) {
    return alarms.getOrDefault(alarm, Instant.MAX);
  }

  /** What was decided about the open block, which it ends; null when nothing was. */
  @Nullable Taken take() {
    return desk.take();
  }

  /** Waits for a decision for as long as it takes. */
  Taken decision() {
    until(() -> false);
    Taken taken = take();
    if (taken == null) {
      throw new IllegalStateException("a wait for a decision ended without one");
    }
    return taken;
  }

  /** A timer does not outlive its wait: {@code Workflow.await} with a time-out would leave it. */
  private static void pause(Instant until, String summary, Func<Boolean> done) {
    if (until.equals(Instant.MAX)) {
      Workflow.await(done::apply);
      return;
    }
    List<Promise<Void>> timer = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () ->
                timer.add(
                    Workflow.newTimer(
                            Duration.between(CaseEngine.now(), until),
                            TimerOptions.newBuilder().setSummary(summary).build())
                        // Cancelled is how most of them end; unheard, the SDK would warn of it.
                        .handle((rang, cancelled) -> null)));
    scope.run();
    Workflow.await(() -> timer.get(0).isCompleted() || done.apply());
    scope.cancel("the wait is over");
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
