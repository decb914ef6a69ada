package io.caserail.client;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.internal.common.ProtobufTimeUtils;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lists the quarantined events of one account: by visibility where the server has it, else by
 * describing what is open. No worker is needed.
 */
public final class QuarantineDirectory {
  /** Under which name the memo holds what an event broke. */
  static final String CLAUSE = "clause";

  private static final int PAGE = 200;
  private static final String OPEN =
      "WorkflowType='QuarantineWorkflow' AND ExecutionStatus='Running'";

  private final WorkflowServiceStubs stubs;
  private final String namespace;
  private final String account;

  public QuarantineDirectory(WorkflowClient client, String account) {
    this.stubs = client.getWorkflowServiceStubs();
    this.namespace = client.getOptions().getNamespace();
    this.account = account;
  }

  /** How the workflow ids of an account's entries begin. */
  static String prefix(String account) {
    return "quarantine-" + account + "-";
  }

  /**
   * The open entries, oldest first.
   *
   * @param most how many at the most
   */
  public List<QuarantineSummary> list(int most) {
    try {
      return sorted(byVisibility(most));
    } catch (StatusRuntimeException e) {
      requireInMemory(e);
      return sorted(byDescribing(most));
    }
  }

  /**
   * How many entries of a source are open.
   *
   * @param most beyond which number nobody needs to know
   */
  public long open(String source, int most) {
    try {
      String query = OPEN + " AND Account='" + account + "' AND Upstream='" + source + "'";
      return stubs
          .blockingStub()
          .countWorkflowExecutions(
              CountWorkflowExecutionsRequest.newBuilder()
                  .setNamespace(namespace)
                  .setQuery(query)
                  .build())
          .getCount();
    } catch (StatusRuntimeException e) {
      requireInMemory(e);
      return byDescribing(most).stream().filter(entry -> entry.source().equals(source)).count();
    }
  }

  private static void requireInMemory(StatusRuntimeException e) {
    if (e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
      throw e;
    }
  }

  private static List<QuarantineSummary> sorted(List<QuarantineSummary> entries) {
    return entries.stream().sorted(Comparator.comparing(QuarantineSummary::since)).toList();
  }

  /** Entries from before they had an account's attribute are told by their id alone. */
  private List<QuarantineSummary> byVisibility(int most) {
    List<QuarantineSummary> entries = new ArrayList<>();
    var request =
        ListWorkflowExecutionsRequest.newBuilder()
            .setNamespace(namespace)
            .setQuery(OPEN)
            .setPageSize(Math.min(most, PAGE));
    do {
      var page = stubs.blockingStub().listWorkflowExecutions(request.build());
      page.getExecutionsList().stream()
          .filter(this::isOurs)
          .limit(most - entries.size())
          .map(this::summary)
          .forEach(entries::add);
      request.setNextPageToken(page.getNextPageToken());
    } while (!request.getNextPageToken().isEmpty() && entries.size() < most);
    return entries;
  }

  private List<QuarantineSummary> byDescribing(int most) {
    List<QuarantineSummary> entries = new ArrayList<>();
    var request =
        ListOpenWorkflowExecutionsRequest.newBuilder()
            .setNamespace(namespace)
            .setMaximumPageSize(PAGE);
    do {
      var page = stubs.blockingStub().listOpenWorkflowExecutions(request.build());
      for (WorkflowExecutionInfo info : page.getExecutionsList()) {
        boolean named = info.getExecution().getWorkflowId().startsWith(prefix(account));
        if (named && entries.size() < most) {
          WorkflowExecutionInfo described = describe(info);
          if (isOurs(described)
              && described.getStatus()
                  == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
            entries.add(summary(described));
          }
        }
      }
      request.setNextPageToken(page.getNextPageToken());
    } while (!request.getNextPageToken().isEmpty() && entries.size() < most);
    return entries;
  }

  /** The account {@code acme} has no part in what {@code acme-eu} has put aside. */
  private boolean isOurs(WorkflowExecutionInfo info) {
    String marked = CaseDirectory.text(info.getSearchAttributes(), "Account");
    return info.getExecution().getWorkflowId().startsWith(prefix(account))
        && (marked.isEmpty() || marked.equals(account));
  }

  private WorkflowExecutionInfo describe(WorkflowExecutionInfo info) {
    return stubs
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace)
                .setExecution(info.getExecution())
                .build())
        .getWorkflowExecutionInfo();
  }

  private QuarantineSummary summary(WorkflowExecutionInfo info) {
    var found = info.getSearchAttributes();
    String id = info.getExecution().getWorkflowId();
    String source = CaseDirectory.text(found, "Upstream");
    String due = CaseDirectory.text(found, "DueAt");
    return new QuarantineSummary(
        id,
        source.isEmpty() ? id.substring(prefix(account).length()).replaceFirst("-.*", "") : source,
        CaseDirectory.text(info.getMemo().getFieldsMap().get(CLAUSE)),
        CaseDirectory.text(found, "CaseStatus"),
        CaseDirectory.text(found, "CaseOwner"),
        ProtobufTimeUtils.toJavaInstant(info.getStartTime()),
        CaseDirectory.instant(due));
  }
}
