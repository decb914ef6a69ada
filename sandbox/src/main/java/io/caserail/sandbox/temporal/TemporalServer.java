package io.caserail.sandbox.temporal;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.testserver.TestServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A Temporal server that lives as long as this object: the real one where the {@code temporal}
 * binary is at hand ({@code TEMPORAL_CLI}, or on the {@code PATH}), else the in-memory one.
 */
public final class TemporalServer implements AutoCloseable {
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);

  private final ManagedChannel channel;
  private final @Nullable TemporalGate entrance;
  private final List<String> command;
  private @Nullable Process process;
  private final TestServer.@Nullable InProcessTestServer memory;
  private final String target;
  private final @Nullable String ui;

  private TemporalServer(
      ManagedChannel channel,
      @Nullable TemporalGate entrance,
      List<String> command,
      TestServer.@Nullable InProcessTestServer memory,
      String target,
      @Nullable String ui) {
    this.channel = channel;
    this.entrance = entrance;
    this.command = List.copyOf(command);
    this.process = command.isEmpty() ? null : run(command);
    this.memory = memory;
    this.target = target;
    this.ui = ui;
  }

  /** The {@code temporal} binary, if there is one. */
  public static Optional<Path> binary(Map<String, String> environment) {
    String named = environment.get("TEMPORAL_CLI");
    if (named != null) {
      return Optional.of(Path.of(named)).filter(path -> path.toFile().canExecute());
    }
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder, "temporal");
      if (candidate.toFile().isFile() && candidate.toFile().canExecute()) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** The server in this process, with nothing on disk. */
  public static TemporalServer inMemory(Map<String, IndexedValueType> searchAttributes) {
    var memory = TestServer.createServer(true);
    TemporalGate entrance = new TemporalGate(memory.getChannel(), true);
    TemporalServer server =
        new TemporalServer(
            memory.getChannel(), entrance, List.of(), memory, entrance.target(), null);
    server.register(searchAttributes);
    return server;
  }

  /**
   * The real server, with its UI, in memory too.
   *
   * @throws IllegalStateException when it does not come up within a minute
   */
  public static TemporalServer real(Path binary, Map<String, IndexedValueType> searchAttributes) {
    return real(binary, searchAttributes, null);
  }

  /**
   * The same with its database in a file, so that it can be stopped and started again.
   *
   * @throws IllegalStateException when it does not come up within a minute
   */
  public static TemporalServer onDisk(
      Path binary, Map<String, IndexedValueType> searchAttributes, Path database) {
    return real(binary, searchAttributes, database);
  }

  private static TemporalServer real(
      Path binary, Map<String, IndexedValueType> searchAttributes, @Nullable Path database) {
    int port = freePort();
    int uiPort = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                binary.toString(),
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--port",
                "" + port,
                "--ui-port",
                "" + uiPort,
                "--http-port",
                "" + freePort(),
                "--metrics-port",
                "" + freePort(),
                "--log-level",
                "never",
                "--dynamic-config-value",
                "system.forceSearchAttributesCacheRefreshOnRead=true"));
    searchAttributes.forEach(
        (name, type) -> {
          command.add("--search-attribute");
          command.add(name + "=" + word(type));
        });
    if (database != null) {
      command.add("--db-filename");
      command.add(database.toString());
    }
    ManagedChannel channel =
        Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create())
            .maxInboundMessageSize(128 << 20)
            .build();
    TemporalServer server =
        new TemporalServer(
            channel, null, command, null, "127.0.0.1:" + port, "http://127.0.0.1:" + uiPort);
    server.awaitUp(false);
    return server;
  }

  /** The real server where it can be had, else the in-memory one. */
  public static TemporalServer best(
      Map<String, String> environment, Map<String, IndexedValueType> searchAttributes) {
    return binary(environment)
        .map(path -> real(path, searchAttributes))
        .orElseGet(() -> inMemory(searchAttributes));
  }

  /** Host and port that clients connect to, and workers that are never killed. */
  public String target() {
    return target;
  }

  /** The address of the Temporal UI; empty for the in-memory server, which has none. */
  public Optional<String> ui() {
    return Optional.ofNullable(ui);
  }

  public boolean isReal() {
    return !command.isEmpty();
  }

  /** A new entrance, for a worker that is to be killed. */
  public TemporalGate gate() {
    return new TemporalGate(channel, false);
  }

  @Override
  public void close() {
    if (entrance != null) {
      entrance.close();
    }
    if (memory != null) {
      memory.close();
    }
    channel.shutdownNow();
    stop();
  }

  /**
   * The server's process ends; what stands in its file is kept. The one in memory goes on, and its
   * entrance is shut: who calls is told that it is away.
   */
  public void stop() {
    if (entrance != null) {
      entrance.shut();
    }
    Process running = process;
    if (running == null) {
      return;
    }
    running.destroy();
    try {
      if (!running.waitFor(10, TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A server that was stopped is up again, at the same address.
   *
   * @throws IllegalStateException when it does not come up within a minute
   */
  public void startAgain() {
    if (entrance != null) {
      entrance.open();
      return;
    }
    process = run(command);
    channel.resetConnectBackoff();
    awaitUp(true);
  }

  private void register(Map<String, IndexedValueType> searchAttributes) {
    var operator = OperatorServiceGrpc.newBlockingStub(channel);
    var unused =
        operator.addSearchAttributes(
            AddSearchAttributesRequest.newBuilder()
                .setNamespace("default")
                .putAllSearchAttributes(searchAttributes)
                .build());
  }

  /**
   * Waits until it answers.
   *
   * @param again whether it is started again where it ends at once: a port that was its own may
   *     belong to somebody's connection for a moment
   */
  private void awaitUp(boolean again) {
    long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
    while (true) {
      try {
        var unused =
            WorkflowServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(5, TimeUnit.SECONDS)
                .describeNamespace(
                    DescribeNamespaceRequest.newBuilder().setNamespace("default").build());
        return;
      } catch (StatusRuntimeException e) {
        boolean ended = process != null && !process.isAlive();
        if (System.nanoTime() > deadline || (ended && !again)) {
          close();
          throw new IllegalStateException("the Temporal server did not come up", e);
        }
        if (ended) {
          process = run(command);
        }
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    }
  }

  private static Process run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException("the temporal binary can't be started", e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** INDEXED_VALUE_TYPE_KEYWORD_LIST is KeywordList on the command line. */
  private static String word(IndexedValueType type) {
    StringBuilder word = new StringBuilder();
    for (String part : type.name().replace("INDEXED_VALUE_TYPE_", "").split("_", -1)) {
      word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
    }
    return word.toString();
  }
}
