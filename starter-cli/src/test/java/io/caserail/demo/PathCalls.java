package io.caserail.demo;

import io.caserail.sandbox.core.CallListener;
import io.caserail.sandbox.core.CallRecord;
import io.caserail.sandbox.fault.CallFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers the calls of a path from the moment on at which the path's own calls begin. */
final class PathCalls implements CallListener {
  private final Ear ear;
  private final List<String> awaited;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<Long, RecordedCall> numbered = new HashMap<>();
  private boolean begun;

  /** Who is told, on the server's thread. */
  interface Ear {
    /** From now on the calls are the path's own. */
    default void begun() {}

    default void arrived(RecordedCall call, CallFacts facts) {}

    /** Its effect has happened, its answer is not on its way yet. */
    default void processed(RecordedCall call) {}
  }

  PathCalls(FaultPath path, Ear ear) {
    this.ear = ear;
    this.awaited = new ArrayList<>(path.after());
  }

  /** Begins where there is nothing to wait for. */
  PathCalls start() {
    beginIfDue();
    return this;
  }

  @Override
  public void arrived(CallFacts facts) {
    RecordedCall call = number(facts);
    if (call != null) {
      ear.arrived(call, facts);
    }
  }

  @Override
  public void processed(CallRecord record) {
    RecordedCall call;
    synchronized (this) {
      call = numbered.get(record.facts().ordinal());
      if (call == null) {
        awaited.remove(record.endpoint());
      }
    }
    if (call != null) {
      ear.processed(call);
    }
    beginIfDue();
  }

  private void beginIfDue() {
    synchronized (this) {
      if (begun || !awaited.isEmpty()) {
        return;
      }
      begun = true;
    }
    ear.begun();
  }

  private synchronized @Nullable RecordedCall number(CallFacts facts) {
    if (!begun || !RecordedCall.isOfPath(facts.endpoint())) {
      return null;
    }
    int nth = counts.merge(facts.system() + " " + facts.endpoint(), 1, Integer::sum);
    RecordedCall call = new RecordedCall(facts.system(), facts.endpoint(), nth);
    numbered.put(facts.ordinal(), call);
    return call;
  }
}
