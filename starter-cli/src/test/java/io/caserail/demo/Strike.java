package io.caserail.demo;

import io.caserail.model.DecisionKind;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.CallFacts;
import io.caserail.sandbox.temporal.TemporalGate;
import io.caserail.sandbox.temporal.TemporalGate.Cut;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One trouble on a stage: ready from the start, somewhere it strikes, and some time it is over. */
final class Strike implements AutoCloseable {
  private static final String REPORT = "RespondActivityTaskCompleted";
  private static final long LONGEST_AWAY = Duration.ofSeconds(6).toNanos();
  private static final long AWAY_AFTER_A_WORD = Duration.ofSeconds(2).toNanos();

  private final Stage stage;
  private final Trouble trouble;
  private final @Nullable ActiveFault fault;
  private final AtomicBoolean killed = new AtomicBoolean();
  private volatile @Nullable TemporalGate reports;
  private volatile @Nullable RecordedCall call;
  private volatile @Nullable CallFacts facts;
  private volatile boolean struck;
  private volatile long at;
  private volatile boolean lifted;
  private int saidBefore = -1;
  private long firstWord;

  Strike(Stage stage, Trouble trouble) {
    this.stage = stage;
    this.trouble = trouble;
    this.fault =
        trouble.strikesCalls() ? stage.sandbox().faults().add(trouble.fault(), this::hits) : null;
  }

  /** It strikes this call, which has arrived and met nothing yet. */
  void hit(RecordedCall target, CallFacts arrived) {
    call = target;
    facts = arrived;
    strike();
    if (trouble == Trouble.KILLED_BEFORE) {
      kill();
    }
  }

  /** It strikes the n-th report from now on. */
  void hitReport(int nth) {
    reports = stage.gate();
    stage.gate().lose(REPORT, nth - 1, 1);
  }

  /** It strikes the n-th workflow task from now on, of those of some cases. */
  void hitTask(Predicate<String> cases, int nth) {
    Cut side = trouble == Trouble.TASK_KILLED_BEFORE ? Cut.BEFORE : Cut.AFTER;
    stage
        .gate()
        .cutAtWorkflowTask(
            cases,
            nth,
            side,
            () -> {
              strike();
              killed.set(true);
            });
  }

  void processed(RecordedCall done) {
    if (trouble == Trouble.KILLED_AFTER && done.equals(call)) {
      kill();
    }
  }

  private void strike() {
    at = System.nanoTime();
    struck = true;
  }

  private void kill() {
    stage.killWorker();
    killed.set(true);
  }

  /** Whether a call meets it. */
  boolean hits(CallFacts other) {
    CallFacts first = facts;
    return first != null
        && !lifted
        && (other.ordinal() == first.ordinal()
            || (trouble.lasts()
                && other.ordinal() > first.ordinal()
                && other.system().equals(first.system())
                && other.endpoint().equals(first.endpoint())));
  }

  /** True once after the worker was killed. */
  boolean needsWorker() {
    return killed.compareAndSet(true, false);
  }

  boolean hasStruck() {
    TemporalGate gate = reports;
    return struck || (gate != null && gate.lost(REPORT) > 0);
  }

  /** What people would rather have because of it, the first that is legal. */
  List<DecisionKind> wishes() {
    return hasStruck() ? trouble.wishes() : List.of();
  }

  /** Ends what lasts once somebody has answered it, or had time to. */
  void heard(int said) {
    if (!trouble.lasts() || !struck) {
      return;
    }
    if (saidBefore < 0) {
      saidBefore = said;
    }
    long now = System.nanoTime();
    if (firstWord == 0 && said > saidBefore) {
      firstWord = now;
    }
    boolean answered = firstWord != 0 && now - firstWord > AWAY_AFTER_A_WORD;
    if (answered || now - at > LONGEST_AWAY) {
      lifted = true;
    }
  }

  @Override
  public void close() {
    if (fault != null) {
      stage.sandbox().faults().remove(fault);
    }
    stage.gate().lose(REPORT, 0, 0);
    stage.gate().cutAtWorkflowTask(any -> false, 1, Cut.BEFORE, () -> {});
  }
}
