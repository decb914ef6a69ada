package io.caserail.sandbox.temporal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.caserail.sandbox.temporal.TemporalGate.Cut;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The workflow tasks that went through a gate, and the one of them at which it is to be cut. */
final class WorkflowTasks {
  private final Map<ByteString, String> handedOut = new ConcurrentHashMap<>();
  private final List<String> completed = new ArrayList<>();
  private @Nullable Tripwire tripwire;

  /** Where a gate is to be cut. */
  static final class Tripwire {
    private final Predicate<String> counts;
    private final Cut side;
    private final Runnable then;
    private int left;

    /**
     * @param counts whether the tasks of a workflow id are counted
     * @param nth the task, counted from 1 from now on
     * @param then told once it is cut
     */
    Tripwire(Predicate<String> counts, int nth, Cut side, Runnable then) {
      this.counts = counts;
      this.left = nth;
      this.side = side;
      this.then = then;
    }

    private boolean trips(String id) {
      return counts.test(id) && --left == 0;
    }

    Cut side() {
      return side;
    }

    Runnable then() {
      return then;
    }
  }

  synchronized void cutAt(Tripwire wire) {
    tripwire = wire;
  }

  /** How many tasks of these workflow ids were completed. */
  synchronized int completed(Predicate<String> ids) {
    return (int) completed.stream().filter(ids).count();
  }

  /** A worker gets a task: from here on it is known whose it is. */
  void handedOut(byte[] answer) {
    try {
      PollWorkflowTaskQueueResponse task = PollWorkflowTaskQueueResponse.parseFrom(answer);
      handedOut.put(task.getTaskToken(), task.getWorkflowExecution().getWorkflowId());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("not a workflow task", e);
    }
  }

  /** A worker has completed a task; the tripwire where it is the one that trips it. */
  synchronized @Nullable Tripwire complete(RespondWorkflowTaskCompletedRequest task) {
    String id = handedOut.remove(task.getTaskToken());
    if (id == null) {
      return null;
    }
    completed.add(id);
    Tripwire wire = tripwire;
    if (wire == null || !wire.trips(id)) {
      return null;
    }
    tripwire = null;
    return wire;
  }

  /** The report of a completed task. */
  static RespondWorkflowTaskCompletedRequest completion(byte[] request) {
    try {
      return RespondWorkflowTaskCompletedRequest.parseFrom(request);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("not a completed workflow task", e);
    }
  }
}
