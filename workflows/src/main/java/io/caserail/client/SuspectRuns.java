package io.caserail.client;

import com.google.protobuf.ByteString;
import io.caserail.model.CaseKind;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists the runs of cases with which something may be wrong; their histories then say whether it
 * is. Where the server has visibility it is asked for those that were closed by others than
 * themselves, that have begun lately (a reset begins a run), and that are overdue without being
 * shown as late or have worked for longer than work takes; and each look goes through one more page
 * of all that are open, so that none is left out for long. The in-memory server lists all.
 */
public final class SuspectRuns {
  private static final int PAGE = 200;
  private static final int MOST = 1_000;
  private static final Duration CLOSED_WITHIN = Duration.ofDays(3);
  private static final Duration BEGUN_WITHIN = Duration.ofMinutes(10);

  private final WorkflowServiceStubs stubs;
  private final String namespace;
  private final String account;
  private ByteString place = ByteString.EMPTY;

  public SuspectRuns(WorkflowClient client, String account) {
    this.stubs = client.getWorkflowServiceStubs();
    this.namespace = client.getOptions().getNamespace();
    this.account = account;
  }

  /**
   * Those to be looked at now, each once; those that were listed by the look before may be among
   * them.
   *
   * @param patience how long a case may work, or be overdue, without our looking at it
   */
  public List<CaseRun> list(Instant now, Duration patience) {
    Map<String, CaseRun> runs = new LinkedHashMap<>();
    try {
      for (String query : queries(now, patience)) {
        byVisibility(query).forEach(run -> runs.putIfAbsent(run.runId(), run));
      }
      nextPage().forEach(run -> runs.putIfAbsent(run.runId(), run));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw e;
      }
      all().forEach(run -> runs.putIfAbsent(run.runId(), run));
    }
    return List.copyOf(runs.values());
  }

  private List<String> queries(Instant now, Duration patience) {
    String waited = "'" + now.minus(patience) + "'";
    return List.of(
        "ExecutionStatus IN ('Terminated', 'TimedOut', 'Failed', 'Canceled') AND CloseTime > '"
            + now.minus(CLOSED_WITHIN)
            + "'",
        "StartTime > '" + now.minus(BEGUN_WITHIN) + "'",
        "ExecutionStatus = 'Running' AND DueAt < " + waited + " AND Late = false",
        "ExecutionStatus = 'Running' AND CaseStatus = 'RUNNING' AND StartTime < " + waited);
  }

  private List<CaseRun> byVisibility(String query) {
    List<CaseRun> runs = new ArrayList<>();
    var request = request(query);
    do {
      var page = stubs.blockingStub().listWorkflowExecutions(request.build());
      runs.addAll(cases(page.getExecutionsList()));
      request.setNextPageToken(page.getNextPageToken());
    } while (!request.getNextPageToken().isEmpty() && runs.size() < MOST);
    return runs;
  }

  private List<CaseRun> nextPage() {
    var page =
        stubs
            .blockingStub()
            .listWorkflowExecutions(
                request("ExecutionStatus = 'Running'").setNextPageToken(place).build());
    place = page.getNextPageToken();
    return cases(page.getExecutionsList());
  }

  private ListWorkflowExecutionsRequest.Builder request(String query) {
    return ListWorkflowExecutionsRequest.newBuilder()
        .setNamespace(namespace)
        .setQuery("Account = '" + account + "' AND " + query)
        .setPageSize(PAGE);
  }

  private List<CaseRun> all() {
    List<CaseRun> runs = new ArrayList<>();
    var open =
        ListOpenWorkflowExecutionsRequest.newBuilder()
            .setNamespace(namespace)
            .setMaximumPageSize(PAGE);
    do {
      var page = stubs.blockingStub().listOpenWorkflowExecutions(open.build());
      runs.addAll(cases(page.getExecutionsList()));
      open.setNextPageToken(page.getNextPageToken());
    } while (!open.getNextPageToken().isEmpty());
    var closed =
        ListClosedWorkflowExecutionsRequest.newBuilder()
            .setNamespace(namespace)
            .setMaximumPageSize(PAGE);
    do {
      var page = stubs.blockingStub().listClosedWorkflowExecutions(closed.build());
      cases(page.getExecutionsList()).stream()
          .filter(
              run -> run.status() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED)
          .forEach(runs::add);
      closed.setNextPageToken(page.getNextPageToken());
    } while (!closed.getNextPageToken().isEmpty());
    return runs;
  }

  private List<CaseRun> cases(List<WorkflowExecutionInfo> infos) {
    return infos.stream()
        .filter(info -> kind(info.getExecution().getWorkflowId(), account) != null)
        .map(
            info ->
                new CaseRun(
                    info.getExecution().getWorkflowId(),
                    info.getExecution().getRunId(),
                    info.getStatus()))
        .toList();
  }

  /** What a workflow id says that its case changes; null when it is no case of the account. */
  static @Nullable CaseKind kind(String workflowId, String account) {
    for (CaseKind kind : CaseKind.values()) {
      if (workflowId.startsWith(kind.workflowIds(account))) {
        return kind;
      }
    }
    return null;
  }
}
