package io.caserail.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseData;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.port.TaskQueues;
import io.caserail.record.CaseView;
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

/** Plays a golden path on the in-memory server, with today's code. */
final class GoldenScene<W> implements AutoCloseable, GoldenPath.People {
  /** Longer than every wait before the ticket is told; shorter than those that expire. */
  private static final Duration UNTIL_TOLD = Duration.ofMinutes(20);

  /** The workflow id of everything that is recorded. */
  static final String CASE = "golden";

  private final GoldenPath<W> path;
  private final TestWorkflowEnvironment env =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder()
                      .setDataConverter(CaseData.converter())
                      .setIdentity("recorder")
                      .build())
              .build());
  private final W world;
  private final WorkflowStub stub;

  GoldenScene(GoldenPath<W> path) {
    this.path = path;
    this.world = path.world(() -> Instant.ofEpochMilli(env.currentTimeMillis()));
    SearchKeys.types().forEach(env::registerSearchAttribute);
    // A busy machine is no deadlock.
    Worker cases =
        env.newWorker(
            TaskQueues.CASES,
            WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(10_000).build());
    cases.registerWorkflowImplementationTypes(path.workflow());
    cases.registerActivitiesImplementations(world);
    for (String queue :
        List.of(
            TaskQueues.TICKETS,
            TaskQueues.PAYMENTS,
            TaskQueues.BILLING,
            TaskQueues.FULFILMENT,
            TaskQueues.ACCESS,
            TaskQueues.IDENTITY,
            TaskQueues.COMPANY)) {
      env.newWorker(queue).registerActivitiesImplementations(world);
    }
    env.start();
    this.stub =
        env.getWorkflowClient()
            .newUntypedWorkflowStub(
                path.workflow().getInterfaces()[0].getSimpleName(),
                WorkflowOptions.newBuilder()
                    .setTaskQueue(TaskQueues.CASES)
                    .setWorkflowId(CASE)
                    .build());
    path.begin(stub);
  }

  /** Plays until the path waits; the history at that moment. */
  WorkflowExecutionHistory playToWait() {
    for (int i = 0; i < 600 && !path.isWaiting(view()); i++) {
      env.sleep(i < 200 ? Duration.ofSeconds(1) : Duration.ofMinutes(10));
    }
    env.sleep(UNTIL_TOLD);
    assertThat(path.isWaiting(view())).as("%s waits: %s", path, view()).isTrue();
    return history();
  }

  /** Plays the rest; the whole history. */
  WorkflowExecutionHistory playToEnd() {
    path.goOn(world, this);
    Object unused = stub.getResult(Object.class);
    assertThat(view().requests().get(0).status()).isEqualTo(path.ending());
    assertThat(view().status().isEnding()).isTrue();
    return history();
  }

  @Override
  public void signal(String name, Object argument) {
    stub.signal(name, argument);
  }

  @Override
  public void decide(Decision decision) {
    assertThat(stub.update("decide", Verdict.class, decision).accepted()).isTrue();
  }

  private CaseView view() {
    return stub.query("view", CaseView.class);
  }

  private WorkflowExecutionHistory history() {
    return env.getWorkflowClient().fetchHistory(CASE);
  }

  @Override
  public void close() {
    env.close();
  }
}
