package io.caserail.cli;

import com.uber.m3.tally.NoopScope;
import io.caserail.client.CaseClient;
import io.caserail.client.CaseDirectory;
import io.caserail.client.CaseSummary;
import io.caserail.client.OutageClient;
import io.caserail.client.TemporalUnavailable;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.worker.TemporalConnector;
import io.caserail.worker.config.TemporalConfig;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Temporal server with the cases on it. A person waits in front of a command: what gets no answer
 * in seconds is unavailable.
 */
final class Server implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(12);
  private static final long PROBE_SECONDS = 5;

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final CaseClient cases;
  private final OutageClient outages;

  private Server(WorkflowServiceStubs stubs, WorkflowClient client, String account) {
    this.stubs = stubs;
    this.client = client;
    this.cases = new CaseClient(client, account);
    this.outages = new OutageClient(client, cases, account);
  }

  /**
   * Sets the connection up; nothing is sent yet.
   *
   * @param patience how long a call is tried while the server is away
   */
  static Server open(TemporalConfig config, Duration patience, String account) {
    WorkflowClient found = TemporalConnector.of(config).connect(new NoopScope());
    WorkflowServiceStubsOptions options = found.getWorkflowServiceStubs().getOptions();
    found.getWorkflowServiceStubs().shutdownNow();
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder(options)
                .setRpcTimeout(patience)
                .setRpcRetryOptions(
                    RpcRetryOptions.newBuilder()
                        .setExpiration(patience)
                        .validateBuildWithDefaults())
                .build());
    try {
      WorkflowClient client = TemporalConnector.client(stubs, found.getOptions().getNamespace());
      return new Server(stubs, client, account);
    } catch (RuntimeException e) {
      stubs.shutdownNow();
      throw e;
    }
  }

  CaseClient cases() {
    return cases;
  }

  OutageClient outages() {
    return outages;
  }

  /** The outage that a person means: its id, or its upstream's name. */
  String outageId(String given) {
    return given.startsWith(outages.id("")) ? given : outages.id(given);
  }

  CaseDirectory directory() {
    return new CaseDirectory(client);
  }

  /** What a worker would poll with. */
  WorkflowClient client() {
    return client;
  }

  WorkflowServiceStubs stubs() {
    return stubs;
  }

  /**
   * The case that a person means: a case's id, or the id of an object. Of the cases on an object
   * the open one is meant, or else the only one.
   *
   * @throws Stopped naming the cases when more than one can be meant
   */
  String caseId(String given) {
    ObjectId object = object(given);
    if (object == null) {
      return given;
    }
    if (given.startsWith("pi_")) {
      return cases.refundId(object);
    }
    List<CaseSummary> known =
        directory()
            .known(
                Arrays.stream(CaseKind.values()).map(kind -> cases.caseId(kind, object)).toList());
    List<CaseSummary> open = known.stream().filter(CaseSummary::open).toList();
    List<CaseSummary> meant = open.isEmpty() ? known : open;
    if (meant.size() > 1) {
      throw Stopped.misused(
          given
              + " has more than one case: "
              + String.join(", ", meant.stream().map(CaseSummary::caseId).toList())
              + ". Give the one you mean.");
    }
    return meant.isEmpty() ? given : meant.get(0).caseId();
  }

  /** Null when it is a case's id, or no object's. */
  private @Nullable ObjectId object(String given) {
    try {
      ObjectId object = new ObjectId(given);
      boolean isCase =
          Arrays.stream(CaseKind.values())
              .map(kind -> cases.caseId(kind, object).replace(given, ""))
              .anyMatch(given::startsWith);
      return isCase ? null : object;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * Asks once whether the server and the namespace are there.
   *
   * @throws TemporalUnavailable when the server is not
   * @throws Stopped when the namespace is not
   */
  void probe() {
    String namespace = client.getOptions().getNamespace();
    String target = stubs.getOptions().getTarget();
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

  @Override
  public void close() {
    cases.close();
    stubs.shutdownNow();
  }
}
