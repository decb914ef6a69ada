package io.caserail.demo;

import io.caserail.model.DecisionKind;
import io.caserail.sandbox.core.Calls;
import io.caserail.sandbox.fault.CallFacts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The troubles of one row on its stage, armed until they are closed. */
final class Strikes implements PathCalls.Ear, AutoCloseable {
  private final FaultRow row;
  private final Strike first;
  private final @Nullable Strike second;
  private final Calls.Watch watch;
  private int calls;
  private int writes;
  private String metSecond = "";

  private Strikes(FaultRow row, Play play) {
    this.row = row;
    Stage stage = play.stage();
    this.first = new Strike(stage, row.trouble());
    SecondTrouble then = row.second();
    this.second = then == null ? null : new Strike(stage, then.trouble());
    if (row.call().isTask()) {
      first.hitTask(id -> play.cases().contains(id), row.call().nth());
    }
    PathCalls path = new PathCalls(row.path(), this);
    this.watch = stage.sandbox().calls().watch(path);
    path.start();
  }

  /** Arms them, before anything is asked. */
  static Strikes arm(FaultRow row, Play play) {
    return new Strikes(row, play);
  }

  @Override
  public void begun() {
    if (row.call().isReport()) {
      first.hitReport(row.call().nth());
    }
  }

  @Override
  public void arrived(RecordedCall call, CallFacts facts) {
    if (call.equals(row.call())) {
      first.hit(call, facts);
    } else if (first.hasStruck() && !first.hits(facts) && isSecond(call)) {
      second().hit(call, facts);
    }
  }

  private synchronized boolean isSecond(RecordedCall call) {
    calls++;
    writes += call.isRead() ? 0 : 1;
    SecondTrouble then = row.second();
    boolean isSecond =
        then != null
            && (then.writes() ? !call.isRead() && writes == then.nth() : calls == then.nth());
    if (isSecond) {
      metSecond = call.system() + " " + call.endpoint();
    }
    return isSecond;
  }

  private Strike second() {
    if (second == null) {
      throw new IllegalStateException("there is only one");
    }
    return second;
  }

  @Override
  public void processed(RecordedCall call) {
    all().forEach(strike -> strike.processed(call));
  }

  private List<Strike> all() {
    return second == null ? List.of(first) : List.of(first, second);
  }

  boolean haveStruck() {
    return all().stream().allMatch(Strike::hasStruck);
  }

  /** True once after a worker was killed. */
  boolean needWorker() {
    boolean needed = false;
    for (Strike strike : all()) {
      needed |= strike.needsWorker();
    }
    return needed;
  }

  /** What people would rather have because of what has happened last. */
  List<DecisionKind> wishes() {
    List<DecisionKind> wishes = new ArrayList<>();
    all().forEach(strike -> wishes.addAll(0, strike.wishes()));
    return wishes;
  }

  /** How much people have said by now. */
  void heard(int said) {
    all().forEach(strike -> strike.heard(said));
  }

  /** What came after the first, until now. */
  synchronized FaultEnd.Aftermath aftermath() {
    return new FaultEnd.Aftermath(calls, writes, metSecond);
  }

  @Override
  public void close() {
    watch.close();
    all().forEach(Strike::close);
  }
}
