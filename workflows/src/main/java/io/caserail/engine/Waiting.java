package io.caserail.engine;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Func1;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.Functions.Proc1;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wait of the request that is being served: the open block, when its ticket is told, when it is
 * late, and the decision that ends it.
 */
final class Waiting {
  private final Desk desk;
  private final Proc1<Block> tellTicket;
  private final Proc attention;
  private @Nullable Block block;
  private @Nullable Block previous;
  private Instant tellAt = Instant.MAX;
  private boolean told;
  private boolean late;
  private boolean answerDue;
  private int count;

  Waiting(Desk desk, Proc1<Block> tellTicket, Proc attention) {
    this.desk = desk;
    this.tellTicket = tellTicket;
    this.attention = attention;
  }

  @Nullable Block block() {
    return block;
  }

  boolean isLate() {
    return late;
  }

  /** A command was read from the ticket: the ticket must be answered, however short the wait. */
  void answerSoon() {
    answerDue = true;
  }

  /** The ticket gets a view, which answers whatever was said in it. */
  void answered() {
    answerDue = false;
  }

  /** Opens a block. A wait that only goes on keeps its beginning, and is not told twice. */
  Block raise(Step step, Cause cause, Func1<Person, @Nullable String> objection) {
    Block before = previous;
    boolean goesOn =
        before != null
            && before.step().equals(step.name())
            && before.status() == cause.status()
            && before.code().equals(cause.code());
    Instant since = goesOn && before != null ? before.since() : now();
    Block raised =
        new Block(
            step.name() + "#" + ++count,
            step.name(),
            cause.status(),
            cause.domain(),
            cause.system(),
            cause.code(),
            cause.words(),
            cause.evidence(),
            cause.owner(),
            cause.needs(),
            cause.offers(),
            since,
            since.plus(cause.due()));
    told = told && goesOn && !answerDue;
    tellAt = answerDue ? now() : since.plus(cause.quiet());
    answerDue = false;
    block = raised;
    previous = raised;
    desk.lay(raised, objection);
    return raised;
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
    told = false;
    tellAt = now();
    late = late && !now().isBefore(amended.due());
    desk.amended(amended);
    return amended;
  }

  /** The cause is gone; the next step starts afresh. */
  void over() {
    block = null;
    previous = null;
    told = false;
    late = false;
    tellAt = Instant.MAX;
    desk.clear();
  }

  /** Whether the open block's time is over. */
  boolean isDue() {
    Block open = block;
    return open != null && !now().isBefore(open.due());
  }

  /** Waits until {@code done} or a decision; meanwhile tells the ticket and marks what is late. */
  void until(Func<Boolean> done) {
    Block waiting = block;
    while (waiting != null && !done.apply() && !desk.isDecided()) {
      Block now = waiting;
      if (!told && !now().isBefore(tellAt)) {
        told = true;
        tellTicket.apply(now);
      } else if (!late && !now().isBefore(now.due())) {
        late = true;
        attention.apply();
      } else {
        Instant next =
            told ? (late ? Instant.MAX : now.due()) : earlier(tellAt, late ? tellAt : now.due());
        pause(
            next,
            "Waits at " + now.id() + ": " + now.cause(),
            () -> done.apply() || desk.isDecided() || !now.equals(block));
      }
      waiting = block;
    }
  }

  /** Waits for a decision until the block is due; null when it ran out. */
  @Nullable Taken decisionBeforeDue() {
    return decisionBeforeDueOr(() -> false);
  }

  /** Waits for a decision until the block is due or something else happened; null then. */
  @Nullable Taken decisionBeforeDueOr(Func<Boolean> done) {
    until(() -> block == null || !now().isBefore(block.due()) || done.apply());
    return desk.take();
  }

  /** Waits for a decision for as long as it takes. */
  Taken decision() {
    until(() -> false);
    Taken taken = desk.take();
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
                            Duration.between(now(), until),
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

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
