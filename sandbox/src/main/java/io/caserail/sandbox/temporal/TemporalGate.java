package io.caserail.sandbox.temporal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.HandlerRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
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
  private static final String SERVICE = "temporal.api.workflowservice.v1.WorkflowService/";
  private static final String TASK_POLL = SERVICE + "PollWorkflowTaskQueue";
  private static final String TASK_COMPLETED = SERVICE + "RespondWorkflowTaskCompleted";

  private final Channel upstream;
  private final boolean sticky;
  private final Map<String, Loss> losses = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final Map<ByteString, String> tasks = new ConcurrentHashMap<>();
  private final List<String> completed = new ArrayList<>();
  private final Set<String> answersLost = ConcurrentHashMap.newKeySet();
  private final Server server;
  private volatile boolean open = true;
  private @Nullable Tripwire tripwire;

  /** {@code sticky} for workers that live as long as the server and keep their cached cases. */
  TemporalGate(Channel upstream, boolean sticky) {
    this.upstream = upstream;
    this.sticky = sticky;
    try {
      this.server =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  InsecureServerCredentials.create())
              .fallbackHandlerRegistry(new Everything())
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
  public synchronized void cutAtWorkflowTask(
      Predicate<String> counts, int nth, Cut side, Runnable then) {
    tripwire = new Tripwire(counts, nth, side, then);
  }

  /** How many workflow tasks of these workflow ids were completed through this gate. */
  public synchronized int workflowTasks(Predicate<String> ids) {
    return (int) completed.stream().filter(ids).count();
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

  private boolean isLost(String method) {
    Loss loss = losses.get(method);
    return loss != null && loss.strikes();
  }

  private void count(String method) {
    counts.computeIfAbsent(method, any -> new AtomicInteger()).incrementAndGet();
  }

  /** Whose task it is that a worker gets. */
  private void learn(byte[] answer) {
    try {
      PollWorkflowTaskQueueResponse task = PollWorkflowTaskQueueResponse.parseFrom(answer);
      tasks.put(task.getTaskToken(), task.getWorkflowExecution().getWorkflowId());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("not a workflow task", e);
    }
  }

  /** Counts a completed task; the tripwire where it is the one that trips it. */
  private synchronized @Nullable Tripwire complete(RespondWorkflowTaskCompletedRequest task) {
    String id = tasks.remove(task.getTaskToken());
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

  private static RespondWorkflowTaskCompletedRequest completion(byte[] request) {
    try {
      return RespondWorkflowTaskCompletedRequest.parseFrom(request);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("not a completed workflow task", e);
    }
  }

  /** Where the gate is to be cut. */
  private static final class Tripwire {
    private final Predicate<String> counts;
    private final Cut side;
    private final Runnable then;
    private int left;

    private Tripwire(Predicate<String> counts, int nth, Cut side, Runnable then) {
      this.counts = counts;
      this.left = nth;
      this.side = side;
      this.then = then;
    }

    boolean trips(String id) {
      return counts.test(id) && --left == 0;
    }
  }

  private void trip(Tripwire wire) {
    cut();
    wire.then.run();
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

  /** Takes every method as bytes. */
  private final class Everything extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<byte[], byte[]> lookupMethod(
        String name, @Nullable String authority) {
      MethodDescriptor<byte[], byte[]> method =
          MethodDescriptor.<byte[], byte[]>newBuilder()
              .setFullMethodName(name)
              .setType(MethodDescriptor.MethodType.UNKNOWN)
              .setRequestMarshaller(new Bytes())
              .setResponseMarshaller(new Bytes())
              .build();
      return ServerMethodDefinition.create(method, new Passage(method));
    }
  }

  /** Passes one call on. */
  private final class Passage implements ServerCallHandler<byte[], byte[]> {
    private final MethodDescriptor<byte[], byte[]> method;

    private Passage(MethodDescriptor<byte[], byte[]> method) {
      this.method = method;
    }

    @Override
    public ServerCall.Listener<byte[]> startCall(
        ServerCall<byte[], byte[]> caller, Metadata headers) {
      String name = method.getFullMethodName();
      count(name);
      if (!open) {
        caller.close(Status.UNAVAILABLE, new Metadata());
        return new ServerCall.Listener<>() {};
      }
      if (isLost(name)) {
        return new Swallowed(caller);
      }
      ClientCall<byte[], byte[]> server = upstream.newCall(method, CallOptions.DEFAULT);
      Answer answer =
          new Answer(caller, !sticky && name.equals(TASK_POLL), answersLost.remove(name));
      server.start(answer, headers);
      server.request(1);
      caller.request(1);
      return !sticky && name.equals(TASK_COMPLETED)
          ? new Completion(server, answer)
          : new Question(server);
    }
  }

  /** From the caller to the server. */
  private static class Question extends ServerCall.Listener<byte[]> {
    private final ClientCall<byte[], byte[]> server;

    private Question(ClientCall<byte[], byte[]> server) {
      this.server = server;
    }

    @Override
    public void onMessage(byte[] message) {
      server.sendMessage(message);
    }

    @Override
    public void onHalfClose() {
      server.halfClose();
    }

    @Override
    public void onCancel() {
      server.cancel("the caller has gone", null);
    }
  }

  /** A completed workflow task on its way to the server. */
  private final class Completion extends Question {
    private final ClientCall<byte[], byte[]> server;
    private final Answer answer;
    private boolean lost;

    private Completion(ClientCall<byte[], byte[]> server, Answer answer) {
      super(server);
      this.server = server;
      this.answer = answer;
    }

    @Override
    public void onMessage(byte[] message) {
      RespondWorkflowTaskCompletedRequest task = completion(message);
      Tripwire wire = complete(task);
      if (wire != null && wire.side == Cut.BEFORE) {
        lost = true;
        server.cancel("the gate is cut", null);
        trip(wire);
        return;
      }
      answer.wire = wire;
      super.onMessage(withoutSticky(task));
    }

    @Override
    public void onHalfClose() {
      if (!lost) {
        super.onHalfClose();
      }
    }

    private static byte[] withoutSticky(RespondWorkflowTaskCompletedRequest task) {
      return task.toBuilder().clearStickyAttributes().build().toByteArray();
    }
  }

  /** From the server to the caller. */
  private final class Answer extends ClientCall.Listener<byte[]> {
    private final ServerCall<byte[], byte[]> caller;
    private final boolean isTask;
    private final boolean lost;
    private volatile @Nullable Tripwire wire;

    private Answer(ServerCall<byte[], byte[]> caller, boolean isTask, boolean lost) {
      this.caller = caller;
      this.isTask = isTask;
      this.lost = lost;
    }

    /** The server has answered, for good or bad. */
    private void tripIfDue() {
      Tripwire tripped = wire;
      if (tripped != null) {
        wire = null;
        trip(tripped);
      }
    }

    private boolean passes() {
      return open && !lost;
    }

    @Override
    public void onHeaders(Metadata headers) {
      tripIfDue();
      if (passes()) {
        caller.sendHeaders(headers);
      }
    }

    @Override
    public void onMessage(byte[] message) {
      if (isTask) {
        learn(message);
      }
      if (passes()) {
        caller.sendMessage(message);
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      tripIfDue();
      if (!caller.isCancelled()) {
        caller.close(passes() ? status : Status.UNAVAILABLE, passes() ? trailers : new Metadata());
      }
    }
  }

  /** Answers with an empty message, which is every report's good answer. */
  private static final class Swallowed extends ServerCall.Listener<byte[]> {
    private final ServerCall<byte[], byte[]> caller;

    private Swallowed(ServerCall<byte[], byte[]> caller) {
      this.caller = caller;
      caller.request(1);
    }

    @Override
    public void onHalfClose() {
      caller.sendHeaders(new Metadata());
      caller.sendMessage(new byte[0]);
      caller.close(Status.OK, new Metadata());
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
