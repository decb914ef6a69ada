package io.caserail.sandbox.temporal;

import io.caserail.sandbox.temporal.TemporalGate.Cut;
import io.caserail.sandbox.temporal.WorkflowTasks.Tripwire;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Takes every call of a gate as bytes, and passes it on as far as the gate lets it. */
final class PassingCalls extends HandlerRegistry {
  private static final String TASK_POLL = TemporalGate.SERVICE + "PollWorkflowTaskQueue";
  private static final String TASK_COMPLETED =
      TemporalGate.SERVICE + "RespondWorkflowTaskCompleted";

  private final TemporalGate gate;
  private final Channel upstream;

  PassingCalls(TemporalGate gate, Channel upstream) {
    this.gate = gate;
    this.upstream = upstream;
  }

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
      if (!gate.admits(name)) {
        caller.close(Status.UNAVAILABLE, new Metadata());
        return new ServerCall.Listener<>() {};
      }
      if (!gate.permits(name)) {
        caller.close(Status.PERMISSION_DENIED, new Metadata());
        return new ServerCall.Listener<>() {};
      }
      if (gate.loses(name)) {
        return new Swallowed(caller);
      }
      WorkflowTasks tasks = gate.tasks();
      ClientCall<byte[], byte[]> server = upstream.newCall(method, CallOptions.DEFAULT);
      Answer answer =
          new Answer(caller, name.equals(TASK_POLL) ? tasks : null, gate.losesAnswer(name));
      server.start(answer, headers);
      server.request(1);
      caller.request(1);
      return tasks != null && name.equals(TASK_COMPLETED)
          ? new Completion(tasks, server, answer)
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
    private final WorkflowTasks tasks;
    private final ClientCall<byte[], byte[]> server;
    private final Answer answer;
    private boolean lost;

    private Completion(WorkflowTasks tasks, ClientCall<byte[], byte[]> server, Answer answer) {
      super(server);
      this.tasks = tasks;
      this.server = server;
      this.answer = answer;
    }

    @Override
    public void onMessage(byte[] message) {
      RespondWorkflowTaskCompletedRequest task = WorkflowTasks.completion(message);
      Tripwire wire = tasks.complete(task);
      if (wire != null && wire.side() == Cut.BEFORE) {
        lost = true;
        server.cancel("the gate is cut", null);
        gate.trip(wire);
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
    private final @Nullable WorkflowTasks tasks;
    private final boolean lost;
    private volatile @Nullable Tripwire wire;

    /** {@code tasks} hear of it where it is a workflow task. */
    private Answer(ServerCall<byte[], byte[]> caller, @Nullable WorkflowTasks tasks, boolean lost) {
      this.caller = caller;
      this.tasks = tasks;
      this.lost = lost;
    }

    /** The server has answered, for good or bad. */
    private void tripIfDue() {
      Tripwire tripped = wire;
      if (tripped != null) {
        wire = null;
        gate.trip(tripped);
      }
    }

    private boolean passes() {
      return gate.isOpen() && !lost;
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
      if (tasks != null) {
        tasks.handedOut(message);
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
