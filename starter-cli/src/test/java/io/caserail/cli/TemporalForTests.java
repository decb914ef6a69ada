package io.caserail.cli;

import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.display.SearchKeys;
import io.caserail.port.TaskQueues;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;

/** An in-memory Temporal server on a free port, whose worker plays refunds. */
public final class TemporalForTests implements AutoCloseable {
  private final int port = freePort();
  private final TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port);
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final WorkerFactory workers;

  /** Starts the server and the worker. */
  public TemporalForTests() {
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    var unused =
        OperatorServiceGrpc.newBlockingStub(stubs.getRawChannel())
            .addSearchAttributes(
                AddSearchAttributesRequest.newBuilder()
                    .setNamespace("default")
                    .putAllSearchAttributes(SearchKeys.types())
                    .build());
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build());
    workers = WorkerFactory.newInstance(client);
    workers.newWorker(TaskQueues.CASES).registerWorkflowImplementationTypes(PlayedRefund.class);
    workers.start();
  }

  /** Lets the worker go; the server stays. */
  public void stopWorker() {
    workers.shutdownNow();
    workers.awaitTermination(10, TimeUnit.SECONDS);
  }

  /** Where the server listens. */
  public String address() {
    return "127.0.0.1:" + port;
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
