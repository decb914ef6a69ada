package io.caserail.client;

import io.caserail.decision.Verdict;
import io.caserail.outage.OutageRequest;
import io.caserail.outage.OutageState;
import io.caserail.outage.OutageWord;
import io.caserail.outage.OutageWorkflow;
import io.caserail.port.OutagePhase;
import io.caserail.port.TaskQueues;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What may be said to the outages of an account, and asked of them. */
public final class OutageClient {
  /** What is shown of an outage that a lead holds. */
  public static final String HELD = "HELD";

  private static final int PAGE = 200;

  private final WorkflowClient temporal;
  private final TemporalCalls calls;
  private final String prefix;

  /**
   * A client for one account.
   *
   * @param cases the same account's cases, whose deadlines are used here too
   */
  public OutageClient(WorkflowClient temporal, CaseClient cases, String account) {
    this.temporal = temporal;
    this.calls = cases.calls();
    this.prefix = "outage-" + account + "-";
  }

  /** The workflow id of an upstream's outages: {@code outage-acme-stripe}. */
  public String id(String system) {
    String name = system.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return prefix + (name.length() > 40 ? name.substring(0, 40) : name);
  }

  /** Watches an upstream where nobody does yet. */
  public void ensure(OutageRequest request) {
    var unused =
        calls.start(
            OutageWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.CASES)
                .setWorkflowId(id(request.system()))
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setStaticSummary("Outages of " + request.system())
                .build(),
            request);
  }

  /** The ids of all upstreams that are watched, of this account. */
  public List<String> ids() {
    WorkflowServiceStubs stubs = temporal.getWorkflowServiceStubs();
    String namespace = temporal.getOptions().getNamespace();
    List<WorkflowExecutionInfo> found = new ArrayList<>();
    try {
      found.addAll(
          stubs
              .blockingStub()
              .listWorkflowExecutions(
                  ListWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(namespace)
                      .setQuery("WorkflowType='OutageWorkflow' AND ExecutionStatus='Running'")
                      .setPageSize(PAGE)
                      .build())
              .getExecutionsList());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw e;
      }
      var request =
          ListOpenWorkflowExecutionsRequest.newBuilder()
              .setNamespace(namespace)
              .setMaximumPageSize(PAGE);
      do {
        var page = stubs.blockingStub().listOpenWorkflowExecutions(request.build());
        found.addAll(page.getExecutionsList());
        request.setNextPageToken(page.getNextPageToken());
      } while (!request.getNextPageToken().isEmpty());
    }
    return found.stream()
        .map(info -> info.getExecution().getWorkflowId())
        .filter(id -> id.startsWith(prefix))
        .sorted()
        .toList();
  }

  /**
   * How it stands, without asking a worker: a phase's name, or {@link #HELD}; {@code QUIET} too
   * where nobody watches it, and empty while its run has not begun to work.
   */
  public String shown(String system) {
    try {
      WorkflowExecutionInfo info = stub(id(system)).describe().getWorkflowExecutionInfo();
      return info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
          ? CaseDirectory.text(info.getSearchAttributes(), "CaseStatus")
          : OutagePhase.QUIET.name();
    } catch (WorkflowNotFoundException e) {
      return OutagePhase.QUIET.name();
    }
  }

  /**
   * How it stands.
   *
   * @throws NoSuchCase when nobody watches this upstream
   * @throws TemporalUnavailable when no worker answered in time
   */
  public OutageState view(String outageId) {
    return calls.query(outageId, "view", OutageState.class);
  }

  /** Holds what is written to the upstream. */
  public Verdict hold(String outageId, OutageWord word) {
    return say(outageId, "hold", word);
  }

  /** Lets it go again. */
  public Verdict release(String outageId, OutageWord word) {
    return say(outageId, "release", word);
  }

  private Verdict say(String outageId, String what, OutageWord word) {
    return calls.update(
        outageId,
        UpdateOptions.newBuilder(Verdict.class)
            .setUpdateName(what)
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build(),
        word);
  }

  private WorkflowStub stub(String outageId) {
    return temporal.newUntypedWorkflowStub(outageId);
  }
}
