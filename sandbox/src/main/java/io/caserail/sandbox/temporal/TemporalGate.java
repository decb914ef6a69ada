package io.caserail.sandbox.temporal;

import io.caserail.sandbox.temporal.WorkflowTasks.Tripwire;
import io.grpc.Channel;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A loopback entrance to a Temporal server. Each worker that is to be killed gets one of its own:
 * {@link #cut()} is what a dead host looks like to the server, and {@link #lose} is a report that
 * never arrived.
 *
 * <p>Sticky attributes are cleared on the way of a worker that may be killed, since the in-memory
 * server never gives up the sticky queue of one that died: every workflow task then replays in
 * full, which is a test of its own. Only on that way workflow tasks are counted.
 */
public final class TemporalGate implements AutoCloseable {
  static final String SERVICE = "temporal.api.workflowservice.v1.WorkflowService/";

  private final boolean sticky;
  private final Map<String, Loss> losses = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final WorkflowTasks tasks = new WorkflowTasks();
  private final Set<String> answersLost = ConcurrentHashMap.newKeySet();
  private final Server server;
  private volatile boolean open = true;
  private volatile @Nullable Set<String> permitted;

  /** {@code sticky} for workers that live as long as the server and keep their cached cases. */
  TemporalGate(Channel upstream, boolean sticky) {
    this.sticky = sticky;
    try {
      this.server =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  InsecureServerCredentials.create())
              .fallbackHandlerRegistry(new PassingCalls(this, upstream))
              .maxInboundMessageSize(128 << 20)
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Host and port that a client connects to. */
  public String target() {
    return "127.0.0.1:" + server.getPort();
  }

  /**
   * Swallows the next calls of a method: the caller is told that all went well, the server never
   * hears of it.
   *
   * @param method the plain name, for example {@code RespondActivityTaskCompleted}
   */
  public void lose(String method, int calls) {
    lose(method, 0, calls);
  }

  /** The same for the calls that come after the next few, which pass. */
  public void lose(String method, int skip, int calls) {
    losses.put(SERVICE + method, new Loss(skip, calls));
  }

  /** How many of the calls that were to be lost have been. */
  public int lost(String method) {
    Loss loss = losses.get(SERVICE + method);
    return loss == null ? 0 : loss.struck();
  }

  /** How often a method was called through this gate. */
  public int calls(String method) {
    AtomicInteger count = counts.get(SERVICE + method);
    return count == null ? 0 : count.get();
  }

  /** On which side of a report the gate is cut. */
  public enum Cut {
    /** The server never hears of it. */
    BEFORE,
    /** The server has heard of it, and its answer does not come through. */
    AFTER
  }

  /**
   * Cuts the gate at a completed workflow task.
   *
   * @param counts whether the tasks of a workflow id are counted
   * @param nth the task, counted from 1 from now on
   * @param then told once, on a thread of the gate
   */
  public void cutAtWorkflowTask(Predicate<String> counts, int nth, Cut side, Runnable then) {
    tasks.cutAt(new Tripwire(counts, nth, side, then));
  }

  /** How many workflow tasks of these workflow ids were completed through this gate. */
  public int workflowTasks(Predicate<String> ids) {
    return tasks.completed(ids);
  }

  /**
   * From now on every other method is refused, as Temporal refuses whom it does not permit a call.
   *
   * @param methods plain names, for example {@code SignalWorkflowExecution}
   */
  public void permit(Set<String> methods) {
    permitted = Set.copyOf(methods);
  }

  /** Whether the identity that calls through this gate may call a method. */
  boolean permits(String method) {
    Set<String> only = permitted;
    return only == null || only.contains(method.substring(method.lastIndexOf('/') + 1));
  }

  /**
   * Nothing passes until {@link #open}, as while a server restarts: who calls is told that it is
   * away, and so is who waits for an answer, whatever became of the call.
   */
  public void shut() {
    open = false;
  }

  /** What is called passes again. */
  public void open() {
    open = true;
  }

  /** The next call of a method passes, and its answer does not come back: the caller is told so. */
  public void loseAnswer(String method) {
    answersLost.add(SERVICE + method);
  }

  /** From now on nothing passes, in either direction. */
  public void cut() {
    open = false;
    server.shutdownNow();
  }

  @Override
  public void close() {
    cut();
  }

  // ---- what the passing calls ask ----

  /** Counts a call; whether it may pass at all. */
  boolean admits(String method) {
    counts.computeIfAbsent(method, any -> new AtomicInteger()).incrementAndGet();
    return open;
  }

  boolean isOpen() {
    return open;
  }

  /** Whether the server never hears of the call that has just come. */
  boolean loses(String method) {
    Loss loss = losses.get(method);
    return loss != null && loss.strikes();
  }

  /** Whether the answer to the call that has just come does not come back. */
  boolean losesAnswer(String method) {
    return answersLost.remove(method);
  }

  /** The workflow tasks of a worker that may be killed; null on the way of others. */
  @Nullable WorkflowTasks tasks() {
    return sticky ? null : tasks;
  }

  void trip(Tripwire wire) {
    cut();
    wire.then().run();
  }

  /** The calls of a method that get lost. */
  private static final class Loss {
    private final int skip;
    private final int calls;
    private int met;

    private Loss(int skip, int calls) {
      this.skip = skip;
      this.calls = calls;
    }

    synchronized boolean strikes() {
      met++;
      return met > skip && met <= skip + calls;
    }

    synchronized int struck() {
      return Math.max(0, Math.min(met - skip, calls));
    }
  }
}
