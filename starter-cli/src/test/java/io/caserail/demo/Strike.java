package io.caserail.demo;

import io.caserail.sandbox.core.Calls;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.CallFacts;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One trouble at one call of a path, armed until it is closed. */
final class Strike implements PathCalls.Ear, AutoCloseable {
  private static final String REPORT = "RespondActivityTaskCompleted";

  private final Stage stage;
  private final RecordedCall target;
  private final Trouble trouble;
  private final Calls.Watch watch;
  private final @Nullable ActiveFault fault;
  private final AtomicBoolean killed = new AtomicBoolean();
  private volatile long struck = -1;
  private volatile long at;
  private volatile boolean lifted;

  private Strike(Stage stage, FaultPath path, RecordedCall target, Trouble trouble) {
    this.stage = stage;
    this.target = target;
    this.trouble = trouble;
    this.fault =
        trouble.strikesCalls()
            ? stage.sandbox().faults().add(trouble.on(target), this::hits)
            : null;
    PathCalls calls = new PathCalls(path, this);
    this.watch = stage.sandbox().calls().watch(calls);
    calls.start();
  }

  static Strike arm(Stage stage, FaultPath path, RecordedCall target, Trouble trouble) {
    return new Strike(stage, path, target, trouble);
  }

  @Override
  public void begun() {
    if (trouble == Trouble.REPORT_LOST) {
      stage.gate().lose(REPORT, target.nth() - 1, 1);
    }
  }

  @Override
  public void arrived(RecordedCall call, CallFacts facts) {
    if (call.equals(target)) {
      at = System.nanoTime();
      struck = facts.ordinal();
      if (trouble == Trouble.KILLED_BEFORE) {
        kill();
      }
    }
  }

  @Override
  public void processed(RecordedCall call) {
    if (trouble == Trouble.KILLED_AFTER && call.equals(target)) {
      kill();
    }
  }

  private void kill() {
    stage.killWorker();
    killed.set(true);
  }

  private boolean hits(CallFacts facts) {
    return !lifted
        && struck >= 0
        && (facts.ordinal() == struck || (trouble.lasts() && facts.ordinal() > struck));
  }

  /** True once after the worker was killed. */
  boolean needsWorker() {
    return killed.compareAndSet(true, false);
  }

  boolean hasStruck() {
    return trouble == Trouble.REPORT_LOST ? stage.gate().lost(REPORT) > 0 : struck >= 0;
  }

  /** Nanoseconds since it struck. */
  long age() {
    return struck < 0 ? 0 : System.nanoTime() - at;
  }

  boolean isLifted() {
    return lifted;
  }

  /** The trouble is over. */
  void lift() {
    lifted = true;
  }

  @Override
  public void close() {
    watch.close();
    if (fault != null) {
      stage.sandbox().faults().remove(fault);
    }
    stage.gate().lose(REPORT, 0, 0);
  }
}
