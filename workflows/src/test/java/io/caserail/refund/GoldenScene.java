package io.caserail.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseData;
import io.caserail.engine.CaseView;
import io.caserail.engine.Decision;
import io.caserail.engine.SearchKeys;
import io.caserail.engine.Verdict;
import io.caserail.model.CaseStatus;
import io.caserail.model.TicketId;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketHint;
import io.caserail.settlement.SettlementWorkflowImpl;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/** Plays a golden path on the in-memory server, with today's code. */
final class GoldenScene implements AutoCloseable, Golden.People {
  /** Longer than every wait before the ticket is told; shorter than those that expire. */
  private static final Duration UNTIL_TOLD = Duration.ofMinutes(20);

  private static final String CASE = "golden";

  private final Golden path;
  private final FakeWorld world;
  private final TestWorkflowEnvironment env =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder()
                      .setDataConverter(CaseData.converter())
                      .setIdentity("recorder")
                      .build())
              .build());
  private final WorkflowStub stub;

  GoldenScene(Golden path) {
    this.path = path;
    this.world = path.world();
    SearchKeys.types().forEach(env::registerSearchAttribute);
    // A busy machine is no deadlock.
    Worker cases =
        env.newWorker(
            TaskQueues.CASES,
            WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(10_000).build());
    cases.registerWorkflowImplementationTypes(
        RefundWorkflowImpl.class, SettlementWorkflowImpl.class);
    cases.registerActivitiesImplementations(world);
    env.newWorker(TaskQueues.TICKETS).registerActivitiesImplementations(world);
    env.newWorker(TaskQueues.PAYMENTS).registerActivitiesImplementations(world);
    env.start();
    this.stub =
        env.getWorkflowClient()
            .newUntypedWorkflowStub(
                path.isSettlement() ? "SettlementWorkflow" : "RefundWorkflow",
                WorkflowOptions.newBuilder()
                    .setTaskQueue(TaskQueues.CASES)
                    .setWorkflowId(CASE)
                    .build());
  }

  /** Plays until the path waits; the history at that moment. */
  WorkflowExecutionHistory playToWait() {
    begin();
    CaseStatus wait = path.waitsAs();
    for (int i = 0; i < 200 && status() != wait; i++) {
      env.sleep(Duration.ofSeconds(1));
    }
    env.sleep(UNTIL_TOLD);
    assertThat(status()).isEqualTo(wait);
    return history();
  }

  /** Plays the rest; the whole history. */
  WorkflowExecutionHistory playToEnd() {
    if (path.waitsAs() == null) {
      begin();
    }
    path.goOn(world, this);
    Object unused = stub.getResult(Object.class);
    assertThat(status()).isEqualTo(path.ending());
    return history();
  }

  private void begin() {
    if (path.isSettlement()) {
      WorkflowExecution unused =
          stub.signalWithStart("settle", new Object[] {Golden.handOver()}, new Object[] {"re_1"});
    } else if (path == Golden.DUE) {
      WorkflowExecution unused =
          stub.signalWithStart(
              "refundDue",
              new Object[] {DueRefundCaseTest.due("24.90")},
              new Object[] {FakeWorld.PAYMENT});
    } else {
      WorkflowExecution unused =
          stub.signalWithStart(
              "submit",
              new Object[] {new TicketHint(new TicketId("1"), "test")},
              new Object[] {FakeWorld.PAYMENT});
      path.tickets().stream().skip(1).forEach(this::hint);
    }
  }

  @Override
  public void hint(int ticket) {
    TicketId id = new TicketId(Integer.toString(ticket));
    stub.signal("submit", path.isSettlement() ? id : new TicketHint(id, "test"));
  }

  @Override
  public void sentAgain(String refund) {
    stub.signal("sentAgain", refund);
  }

  @Override
  public void decide(Decision decision) {
    assertThat(stub.update("decide", Verdict.class, decision).accepted()).isTrue();
  }

  private CaseStatus status() {
    return stub.query("view", CaseView.class).status();
  }

  private WorkflowExecutionHistory history() {
    return env.getWorkflowClient().fetchHistory(CASE);
  }

  @Override
  public void close() {
    env.close();
  }
}
