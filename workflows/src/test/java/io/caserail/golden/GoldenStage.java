package io.caserail.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseData;
import io.caserail.display.SearchKeys;
import io.caserail.port.TaskQueues;
import io.caserail.port.Tracked;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Plays a golden run on the in-memory server, with today's code. */
public final class GoldenStage implements AutoCloseable {
  public static final String ID = GoldenScene.CASE;

  private static final Set<EventType> ENDS =
      Set.of(
          EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
          EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW);

  private final GoldenRun run;
  private final TestWorkflowEnvironment env =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder()
                      .setDataConverter(CaseData.converter())
                      .setIdentity("recorder")
                      .build())
              .build());
  private WorkflowExecution begun = WorkflowExecution.getDefaultInstance();

  GoldenStage(GoldenRun run) {
    this.run = run;
  }

  /**
   * Everybody is there.
   *
   * @param world all activities of the run
   * @param workflows what it starts itself
   */
  public void open(Object world, Class<?>... workflows) {
    SearchKeys.types().forEach(env::registerSearchAttribute);
    // A busy machine is no deadlock.
    Worker cases =
        env.newWorker(
            TaskQueues.CASES,
            WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(10_000).build());
    cases.registerWorkflowImplementationTypes(run.workflow());
    cases.registerWorkflowImplementationTypes(workflows);
    cases.registerActivitiesImplementations(world);
    for (String queue :
        List.of(
            TaskQueues.TICKETS,
            TaskQueues.HINTS,
            TaskQueues.PAYMENTS,
            TaskQueues.GATEWAY,
            TaskQueues.WATCHDOG,
            Tracked.State.SHIPMENT.queue(),
            Tracked.State.RISK.queue())) {
      env.newWorker(queue).registerActivitiesImplementations(world);
    }
    env.start();
  }

  /** The run begins. */
  public void begin(Object argument) {
    begun = stub(run.kind(), ID).start(argument);
  }

  /** The run begins with a signal. */
  public void beginWith(String signal, Object said, Object argument) {
    begun =
        stub(run.kind(), ID).signalWithStart(signal, new Object[] {said}, new Object[] {argument});
  }

  /** Another workflow is begun before. */
  public void beginOther(Class<?> kind, String id, Object argument) {
    WorkflowExecution unused = stub(kind, id).start(argument);
  }

  public void signal(String name, Object argument) {
    env.getWorkflowClient().newUntypedWorkflowStub(ID).signal(name, argument);
  }

  public <R> R update(String name, Class<R> answer, Object argument) {
    return env.getWorkflowClient().newUntypedWorkflowStub(ID).update(name, answer, argument);
  }

  public <V> V view(Class<V> type) {
    return env.getWorkflowClient().newUntypedWorkflowStub(ID).query("view", type);
  }

  public void pass(Duration time) {
    env.sleep(time);
  }

  /** Passes time until the run has ended or handed on. */
  public void passToEnd() {
    for (int i = 0; i < 1_000 && !isOver(); i++) {
      env.sleep(Duration.ofMinutes(5));
    }
    assertThat(isOver()).as("%s is over", run).isTrue();
  }

  public Instant now() {
    return Instant.ofEpochMilli(env.currentTimeMillis());
  }

  WorkflowExecutionHistory history() {
    return env.getWorkflowClient().fetchHistory(ID, begun.getRunId());
  }

  private boolean isOver() {
    List<HistoryEvent> events = history().getEvents();
    return ENDS.contains(events.get(events.size() - 1).getEventType());
  }

  private WorkflowStub stub(Class<?> kind, String id) {
    return env.getWorkflowClient()
        .newUntypedWorkflowStub(
            kind.getSimpleName(),
            WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.CASES).setWorkflowId(id).build());
  }

  @Override
  public void close() {
    env.close();
  }
}
