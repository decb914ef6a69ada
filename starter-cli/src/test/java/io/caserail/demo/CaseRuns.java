package io.caserail.demo;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.caserail.cancellation.CancellationWorkflowImpl;
import io.caserail.client.CaseData;
import io.caserail.record.CaseView;
import io.caserail.refund.RefundWorkflowImpl;
import io.caserail.settlement.SettlementWorkflowImpl;
import io.caserail.verification.VerificationWorkflowImpl;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.filter.v1.StartTimeFilter;
import io.temporal.api.filter.v1.WorkflowExecutionFilter;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The newest run of a case, as the server has it. */
final class CaseRuns implements AutoCloseable {
  private final WorkflowClient client;
  private final TestWorkflowEnvironment replays;
  private final Worker worker;

  /** Where a case is. */
  enum Is {
    UNKNOWN,
    OPEN,
    CLOSED
  }

  CaseRuns(WorkflowClient client) {
    this.client = client;
    this.replays =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(CaseData.converter())
                        .build())
                .build());
    // A busy machine is no deadlock.
    this.worker =
        replays.newWorker(
            "replays",
            WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(60_000).build());
    worker.registerWorkflowImplementationTypes(
        RefundWorkflowImpl.class,
        SettlementWorkflowImpl.class,
        CancellationWorkflowImpl.class,
        VerificationWorkflowImpl.class);
  }

  Is is(String caseId) {
    try {
      WorkflowExecutionStatus status =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(client.getOptions().getNamespace())
                      .setExecution(WorkflowExecution.newBuilder().setWorkflowId(caseId))
                      .build())
              .getWorkflowExecutionInfo()
              .getStatus();
      return status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
          ? Is.OPEN
          : Is.CLOSED;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Is.UNKNOWN;
      }
      throw e;
    }
  }

  /**
   * Whether the server has forgotten something, so that the case waits for ever. The in-memory one
   * does, and the real server does not:
   *
   * <ul>
   *   <li>an activity whose attempt fails after it was to be cancelled is neither ended nor
   *       repeated;
   *   <li>its timer for schedule-to-close holds for the first attempt only: where a later one is
   *       lost, the activity never times out;
   *   <li>a workflow task that cancels a timer which fires meanwhile is neither completed nor timed
   *       out.
   * </ul>
   *
   * @param since how long it has to be that way; longer than a workflow task may take
   */
  boolean isForgotten(String caseId, Duration since) {
    boolean untold = false;
    Timestamp task = null;
    Map<Long, Timestamp> due = new HashMap<>();
    Map<Long, com.google.protobuf.Duration> attempts = new HashMap<>();
    for (HistoryEvent event : client.fetchHistory(caseId).getEvents()) {
      switch (event.getEventType()) {
        case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
          var activity = event.getActivityTaskScheduledEventAttributes();
          var longest = activity.getScheduleToCloseTimeout();
          if (Durations.isPositive(longest)) {
            due.put(event.getEventId(), Timestamps.add(event.getEventTime(), longest));
          }
          attempts.put(event.getEventId(), activity.getStartToCloseTimeout());
        }
        case EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED -> {
          long id = event.getActivityTaskCancelRequestedEventAttributes().getScheduledEventId();
          due.put(id, Timestamps.add(event.getEventTime(), attempts.get(id)));
        }
        case EVENT_TYPE_ACTIVITY_TASK_CANCELED ->
            due.remove(event.getActivityTaskCanceledEventAttributes().getScheduledEventId());
        case EVENT_TYPE_ACTIVITY_TASK_COMPLETED ->
            due.remove(event.getActivityTaskCompletedEventAttributes().getScheduledEventId());
        case EVENT_TYPE_ACTIVITY_TASK_FAILED ->
            due.remove(event.getActivityTaskFailedEventAttributes().getScheduledEventId());
        case EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT ->
            due.remove(event.getActivityTaskTimedOutEventAttributes().getScheduledEventId());
        case EVENT_TYPE_WORKFLOW_TASK_SCHEDULED -> untold = true;
        case EVENT_TYPE_WORKFLOW_TASK_STARTED -> task = task == null ? event.getEventTime() : task;
        case EVENT_TYPE_WORKFLOW_TASK_COMPLETED,
            EVENT_TYPE_WORKFLOW_TASK_FAILED,
            EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT -> {
          untold = false;
          task = null;
        }
        default -> {
          // Ends neither.
        }
      }
    }
    Timestamp before = Timestamps.fromMillis(System.currentTimeMillis() - since.toMillis());
    // Between a task and its answer the history keeps back which activities have ended.
    return untold
        ? task != null && Timestamps.compare(task, before) < 0
        : due.values().stream().anyMatch(at -> Timestamps.compare(at, before) < 0);
  }

  /** The end of the newest run's history, for whoever looks why it does not go on. */
  String lastEvents(String caseId) {
    List<HistoryEvent> events = client.fetchHistory(caseId).getEvents();
    StringBuilder text = new StringBuilder();
    for (HistoryEvent event : events.subList(Math.max(0, events.size() - 40), events.size())) {
      text.append(event.getEventId())
          .append(' ')
          .append(Instant.ofEpochMilli(Timestamps.toMillis(event.getEventTime())))
          .append(' ')
          .append(event.getEventType().name().substring("EVENT_TYPE_".length()))
          .append(' ')
          .append(event.getActivityTaskScheduledEventAttributes().getActivityType().getName())
          .append("; ");
    }
    return text.toString();
  }

  /** What the case's closed runs show, newest first. */
  List<CaseView> closed(String caseId) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .listClosedWorkflowExecutions(
            ListClosedWorkflowExecutionsRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setMaximumPageSize(100)
                .setStartTimeFilter(
                    StartTimeFilter.newBuilder()
                        .setLatestTime(Timestamps.fromMillis(System.currentTimeMillis())))
                .setExecutionFilter(WorkflowExecutionFilter.newBuilder().setWorkflowId(caseId))
                .build())
        .getExecutionsList()
        .stream()
        .sorted(
            Comparator.comparing(WorkflowExecutionInfo::getStartTime, Timestamps::compare)
                .reversed())
        .flatMap(this::ran)
        .map(Ran::view)
        .toList();
  }

  /**
   * A run of a case.
   *
   * @param ended how it was closed, where that was not by its own end; null where it was, and while
   *     it is open
   * @param troubles what else went wrong with it as a workflow
   */
  record Ran(
      String caseId,
      CaseView view,
      @Nullable WorkflowExecutionStatus ended,
      List<String> troubles) {
    Ran {
      troubles = List.copyOf(troubles);
    }
  }

  /** The ids of all cases that the server knows. */
  List<String> known() {
    return executions().stream()
        .map(run -> run.getExecution().getWorkflowId())
        .filter(CaseRuns::isCase)
        .distinct()
        .toList();
  }

  /** Every run of every case, open ones too. */
  List<Ran> all() {
    return executions().stream()
        .filter(run -> isCase(run.getExecution().getWorkflowId()))
        .flatMap(this::ran)
        .toList();
  }

  /** One that was terminated in the middle of a task can't be asked any more. */
  private Stream<Ran> ran(WorkflowExecutionInfo run) {
    WorkflowExecutionStatus ended = endedFromOutside(run);
    try {
      CaseView view = stub(run.getExecution()).query("view", CaseView.class);
      return Stream.of(new Ran(run.getExecution().getWorkflowId(), view, ended, troubles(run)));
    } catch (WorkflowQueryException e) {
      if (ended == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED) {
        return Stream.empty();
      }
      throw e;
    }
  }

  private static @Nullable WorkflowExecutionStatus endedFromOutside(WorkflowExecutionInfo run) {
    return switch (run.getStatus()) {
      case WORKFLOW_EXECUTION_STATUS_RUNNING, WORKFLOW_EXECUTION_STATUS_COMPLETED -> null;
      default -> run.getStatus();
    };
  }

  private static boolean isCase(String id) {
    return id.matches("(refund|settlement|cancellation|verification)-.*");
  }

  private List<WorkflowExecutionInfo> executions() {
    var service = client.getWorkflowServiceStubs().blockingStub();
    StartTimeFilter until =
        StartTimeFilter.newBuilder()
            .setLatestTime(Timestamps.fromMillis(System.currentTimeMillis()))
            .build();
    List<WorkflowExecutionInfo> all =
        new ArrayList<>(
            service
                .listClosedWorkflowExecutions(
                    ListClosedWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setMaximumPageSize(1_000)
                        .setStartTimeFilter(until)
                        .build())
                .getExecutionsList());
    all.addAll(
        service
            .listOpenWorkflowExecutions(
                ListOpenWorkflowExecutionsRequest.newBuilder()
                    .setNamespace(client.getOptions().getNamespace())
                    .setMaximumPageSize(1_000)
                    .setStartTimeFilter(until)
                    .build())
            .getExecutionsList());
    return all;
  }

  private List<String> troubles(WorkflowExecutionInfo run) {
    List<String> troubles = new ArrayList<>();
    WorkflowExecution execution = run.getExecution();
    for (HistoryEvent event :
        client.fetchHistory(execution.getWorkflowId(), execution.getRunId()).getEvents()) {
      var failed = event.getWorkflowTaskFailedEventAttributes();
      String why = root(failed.getFailure());
      // What came in while a task was closing its run is handed to another task, as it should be;
      // and a busy machine or a killed worker is no fault of the case.
      if (event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
          && failed.getCause()
              != WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND
          && !why.matches("(?s).*(Potential deadlock|Interrupted|lock for the run id).*")) {
        troubles.add("a workflow task failed: " + failed.getCause() + " " + why);
      }
    }
    return troubles;
  }

  private static String root(Failure failure) {
    return failure.hasCause()
        ? root(failure.getCause())
        : failure.getApplicationFailureInfo().getType() + " " + failure.getMessage();
  }

  private WorkflowStub stub(WorkflowExecution execution) {
    return client.newUntypedWorkflowStub(
        WorkflowTargetOptions.newBuilder().setWorkflowExecution(execution).build());
  }

  /** The newest runs that don't replay with today's code, each with the reason. */
  List<String> unfit(List<String> cases) {
    List<String> wrong = new ArrayList<>();
    for (String id : cases) {
      try {
        if (is(id) != Is.UNKNOWN) {
          WorkflowReplayer.replayWorkflowExecution(client.fetchHistory(id), worker);
        }
      } catch (Exception e) {
        wrong.add(id + " does not replay: " + e + " because of " + e.getCause());
      }
    }
    return wrong;
  }

  @Override
  public void close() {
    replays.close();
  }
}
