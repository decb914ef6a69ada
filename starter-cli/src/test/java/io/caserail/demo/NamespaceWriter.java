package io.caserail.demo;

import io.caserail.client.CaseData;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentActivities;
import io.caserail.port.RefundOrder;
import io.caserail.port.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Somebody who may write to the Temporal namespace and has nothing but Temporal's own calls. */
final class NamespaceWriter {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final DataConverter DATA = CaseData.converter();

  private final WorkflowClient client;
  private final String namespace;

  NamespaceWriter(WorkflowClient client) {
    this.client = client;
    this.namespace = client.getOptions().getNamespace();
  }

  /** What the first finished activity of a type has answered. */
  <T> T answer(String caseId, String activity, Class<T> type) {
    List<HistoryEvent> events = events(caseId);
    for (HistoryEvent event : events) {
      var completed = event.getActivityTaskCompletedEventAttributes();
      if (event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED
          && scheduled(events, completed.getScheduledEventId()).equals(activity)) {
        return DATA.fromPayloads(0, Optional.of(completed.getResult()), type, type);
      }
    }
    throw new SceneFailed(caseId + " has no answer of " + activity);
  }

  /** What the first activity of a type was asked. */
  <T> T asked(String caseId, String activity, Class<T> type) {
    return events(caseId).stream()
        .map(HistoryEvent::getActivityTaskScheduledEventAttributes)
        .filter(event -> event.getActivityType().getName().equals(activity))
        .findFirst()
        .map(event -> DATA.fromPayloads(0, Optional.of(event.getInput()), type, type))
        .orElseThrow(() -> new SceneFailed(caseId + " has asked for no " + activity));
  }

  /** Has a refund sent by a workflow of their own, past its case. */
  Outcome order(RefundOrder order) {
    String queue = "somebodys-" + UUID.randomUUID();
    WorkerFactory factory = WorkerFactory.newInstance(client);
    factory.newWorker(queue).registerWorkflowImplementationTypes(PastTheCase.class);
    factory.start();
    try {
      return client
          .newWorkflowStub(Ordered.class, WorkflowOptions.newBuilder().setTaskQueue(queue).build())
          .order(order);
    } finally {
      factory.shutdownNow();
    }
  }

  /** Hands an order to whoever holds the payment key. */
  @WorkflowInterface
  public interface Ordered {
    @WorkflowMethod
    Outcome order(RefundOrder order);
  }

  /** The same. */
  public static final class PastTheCase implements Ordered {
    @Override
    public Outcome order(RefundOrder order) {
      return Workflow.newActivityStub(
              PaymentActivities.class,
              ActivityOptions.newBuilder()
                  .setTaskQueue(TaskQueues.PAYMENTS)
                  .setScheduleToCloseTimeout(PATIENCE)
                  .build())
          .issueRefund(order);
    }
  }

  /** Waits until an activity of this type is under way, and completes it with a forged answer. */
  void forge(String caseId, String activity, Object answer) {
    Deadline.within(
        PATIENCE,
        () -> pending(caseId, activity).isPresent(),
        () -> caseId + " has no " + activity + " under way");
    PendingActivityInfo under = pending(caseId, activity).orElseThrow();
    Payloads payloads = DATA.toPayloads(answer).orElseThrow();
    var unused =
        service()
            .respondActivityTaskCompletedById(
                RespondActivityTaskCompletedByIdRequest.newBuilder()
                    .setNamespace(namespace)
                    .setWorkflowId(caseId)
                    .setActivityId(under.getActivityId())
                    .setResult(payloads)
                    .setIdentity("somebody")
                    .build());
  }

  /** Lets the case begin again after its first workflow task; returns the new run's id. */
  String resetToFirstTask(String caseId) {
    return resetTo(caseId, finishedTasks(caseId).get(0));
  }

  /** The same after the last one that it has finished. */
  String resetToLastTask(String caseId) {
    List<HistoryEvent> tasks = finishedTasks(caseId);
    return resetTo(caseId, tasks.get(tasks.size() - 1));
  }

  /** The same after the task that has heard the first answer of an activity. */
  String resetAfter(String caseId, String activity) {
    List<HistoryEvent> events = events(caseId);
    long answer =
        events.stream()
            .filter(e -> e.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED)
            .filter(
                e ->
                    scheduled(
                            events,
                            e.getActivityTaskCompletedEventAttributes().getScheduledEventId())
                        .equals(activity))
            .findFirst()
            .orElseThrow()
            .getEventId();
    return resetTo(
        caseId,
        finishedTasks(caseId).stream()
            .filter(task -> task.getEventId() > answer)
            .findFirst()
            .orElseThrow());
  }

  private List<HistoryEvent> finishedTasks(String caseId) {
    return events(caseId).stream()
        .filter(e -> e.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
        .toList();
  }

  private String resetTo(String caseId, HistoryEvent task) {
    DescribeWorkflowExecutionResponse now = describe(execution(caseId, ""));
    return service()
        .resetWorkflowExecution(
            ResetWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace)
                .setWorkflowExecution(now.getWorkflowExecutionInfo().getExecution())
                .setWorkflowTaskFinishEventId(task.getEventId())
                .setReason("a trial")
                .setRequestId(UUID.randomUUID().toString())
                .build())
        .getRunId();
  }

  /** Waits until a run has closed; visibility would lag behind. */
  void awaitClosed(String caseId, String run) {
    Deadline.within(
        PATIENCE,
        () ->
            describe(execution(caseId, run)).getWorkflowExecutionInfo().getStatus()
                != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING,
        () -> caseId + " is still open");
  }

  private Optional<PendingActivityInfo> pending(String caseId, String activity) {
    return describe(execution(caseId, "")).getPendingActivitiesList().stream()
        .filter(a -> a.getActivityType().getName().equals(activity))
        .findFirst();
  }

  private DescribeWorkflowExecutionResponse describe(WorkflowExecution execution) {
    return service()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace)
                .setExecution(execution)
                .build());
  }

  private List<HistoryEvent> events(String caseId) {
    return client.fetchHistory(caseId).getEvents();
  }

  private static String scheduled(List<HistoryEvent> events, long id) {
    return events.stream()
        .filter(e -> e.getEventId() == id)
        .map(e -> e.getActivityTaskScheduledEventAttributes().getActivityType().getName())
        .findFirst()
        .orElse("");
  }

  private static WorkflowExecution execution(String caseId, String run) {
    return WorkflowExecution.newBuilder().setWorkflowId(caseId).setRunId(run).build();
  }

  private WorkflowServiceBlockingStub service() {
    return client.getWorkflowServiceStubs().blockingStub();
  }
}
