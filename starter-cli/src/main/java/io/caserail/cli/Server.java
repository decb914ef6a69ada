package io.caserail.cli;

import io.caserail.client.CaseClient;
import io.caserail.client.CaseDirectory;
import io.caserail.client.TemporalUnavailable;
import io.caserail.model.ObjectId;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A Temporal server with the cases on it. A person waits in front of a command: what gets no answer
 * in seconds is unavailable.
 */
final class Server implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final long PROBE_SECONDS = 5;

  private final WorkflowServiceStubs stubs;
  private final CaseClient cases;
  private final CaseDirectory directory;

  private Server(WorkflowServiceStubs stubs, CaseClient cases, CaseDirectory directory) {
    this.stubs = stubs;
    this.cases = cases;
    this.directory = directory;
  }

  /**
   * Connects and asks once whether somebody is there.
   *
   * @throws TemporalUnavailable when nobody is
   */
  static Server connect(
      WorkflowServiceStubsOptions connection, WorkflowClientOptions options, String account) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder(connection)
                .setRpcRetryOptions(
                    RpcRetryOptions.newBuilder().setExpiration(PATIENCE).validateBuildWithDefaults())
                .build());
    try {
      probe(stubs, connection.getTarget(), options.getNamespace());
      WorkflowClient client = WorkflowClient.newInstance(stubs, options);
      return new Server(stubs, new CaseClient(client, account), new CaseDirectory(client));
    } catch (RuntimeException e) {
      stubs.shutdownNow();
      throw e;
    }
  }

  CaseClient cases() {
    return cases;
  }

  CaseDirectory directory() {
    return directory;
  }

  /** The case that a person means: a case's id, or the id of a payment, whose refunds are meant. */
  String caseId(String given) {
    return given.startsWith("pi_") ? cases.refundId(new ObjectId(given)) : given;
  }

  @Override
  public void close() {
    cases.close();
    stubs.shutdownNow();
  }

  private static void probe(WorkflowServiceStubs stubs, String target, String namespace) {
    try {
      var unused =
          stubs
              .blockingStub()
              .withDeadlineAfter(PROBE_SECONDS, TimeUnit.SECONDS)
              .describeNamespace(
                  DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        throw Stopped.misused(
            "The Temporal server at " + target + " has no namespace " + namespace + ".");
      }
      if (e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw new TemporalUnavailable("no answer from " + target, e);
      }
    }
  }
}
