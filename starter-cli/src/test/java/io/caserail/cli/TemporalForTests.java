package io.caserail.cli;

import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.display.SearchKeys;
import io.caserail.port.TaskQueues;
import io.caserail.sandbox.temporal.TemporalServer;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A Temporal server whose worker plays refunds; in memory, unless another is given. */
public final class TemporalForTests implements AutoCloseable {
  private final TemporalServer server;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final WorkerFactory workers;

  /** Starts the server and the worker. */
  public TemporalForTests() {
    this(more -> {});
  }

  /** The same; the worker of the cases does more than to play refunds. */
  public TemporalForTests(Consumer<Worker> more) {
    this(TemporalServer.inMemory(SearchKeys.types()), more);
  }

  /** Starts the worker of a server, which is closed with it. */
  TemporalForTests(TemporalServer server) {
    this(server, more -> {});
  }

  /** The same; its worker does more than to play refunds. */
  public TemporalForTests(TemporalServer server, Consumer<Worker> more) {
    this.server = server;
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build());
    workers = WorkerFactory.newInstance(client);
    Worker worker = workers.newWorker(TaskQueues.CASES);
    worker.registerWorkflowImplementationTypes(PlayedRefund.class);
    more.accept(worker);
    workers.start();
  }

  /** Lets the worker go; the server stays. */
  public void stopWorker() {
    workers.shutdownNow();
    workers.awaitTermination(10, TimeUnit.SECONDS);
  }

  /** Where the server listens. */
  public String address() {
    return server.target();
  }

  public WorkflowServiceStubs stubs() {
    return stubs;
  }

  public WorkflowClient client() {
    return client;
  }

  /** A client of the account that the tests use. */
  public CaseClient cases() {
    return new CaseClient(client, "acme");
  }

  /** A port that nobody listens on. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
    stubs.shutdownNow();
    server.close();
  }
}
