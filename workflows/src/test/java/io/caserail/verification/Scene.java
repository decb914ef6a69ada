package io.caserail.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseData;
import io.caserail.decision.Block;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.TicketId;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketHint;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.record.CaseResult;
import io.caserail.record.CaseView;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One account's verifications on an in-memory Temporal whose time is skipped. */
final class Scene implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  static final String CASE = "verification-test-acct_fake";
  final FakeWorld world = new FakeWorld();
  final TestWorkflowEnvironment env =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build())
              .build());
  private int decisions;

  Scene() {
    world.clock = env::currentTimeMillis;
    SearchKeys.types().forEach(env::registerSearchAttribute);
    // A busy machine is no deadlock.
    Worker cases =
        env.newWorker(
            TaskQueues.CASES,
            WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(10_000).build());
    // In production a bug leaves the case open for a deploy to mend; here it should fail the test.
    cases.registerWorkflowImplementationTypes(
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(Throwable.class)
            .build(),
        VerificationWorkflowImpl.class);
    cases.registerActivitiesImplementations(world);
    for (String queue : List.of(TaskQueues.TICKETS, TaskQueues.IDENTITY, TaskQueues.COMPANY)) {
      env.newWorker(queue).registerActivitiesImplementations(world);
    }
    env.start();
  }

  WorkflowStub submit(int ticket) {
    WorkflowStub stub =
        env.getWorkflowClient()
            .newUntypedWorkflowStub(
                "VerificationWorkflow",
                WorkflowOptions.newBuilder()
                    .setTaskQueue(TaskQueues.CASES)
                    .setWorkflowId(CASE)
                    .build());
    WorkflowExecution unused =
        stub.signalWithStart(
            "submit",
            new Object[] {new TicketHint(new TicketId("" + ticket), "test")},
            new Object[] {FakeWorld.ACCOUNT});
    return stub;
  }

  static void hint(WorkflowStub stub, int ticket) {
    stub.signal("submit", new TicketHint(new TicketId("" + ticket), "test"));
  }

  static CaseResult.End end(WorkflowStub stub) {
    List<CaseResult.End> ends = stub.getResult(CaseResult.class).ends();
    assertThat(ends).hasSize(1);
    return ends.get(0);
  }

  static CaseView view(WorkflowStub stub) {
    return stub.query("view", CaseView.class);
  }

  static List<Block> blocks(WorkflowStub stub) {
    return view(stub).requests().stream().map(r -> r.block()).filter(b -> b != null).toList();
  }

  Verdict decide(WorkflowStub stub, DecisionKind kind, String actor) {
    return decide(stub, kind, actor, "");
  }

  Verdict decide(WorkflowStub stub, DecisionKind kind, String actor, String block) {
    return stub.update(
        "decide",
        Verdict.class,
        new Decision("d-" + ++decisions, block, kind, actor, "test", "", "by hand"));
  }

  /**
   * Lets workflow time pass, a little at a time, until it holds; on a busy machine for longer,
   * since that time passes although no worker has come to its turn.
   */
  void until(String what, BooleanSupplier holds) {
    long patient = System.nanoTime() + PATIENCE.toNanos();
    for (int i = 0; (i < 300 || System.nanoTime() < patient) && !holds.getAsBoolean(); i++) {
      env.sleep(Duration.ofSeconds(1));
    }
    assertThat(holds.getAsBoolean()).as(what).isTrue();
  }

  void until(WorkflowStub stub, CaseStatus status) {
    until("case is " + status, () -> view(stub).status() == status);
  }

  void untilTold(TicketState state) {
    until(
        "told " + state + ", not only " + world.notes(),
        () -> world.views().stream().anyMatch(v -> v.state() == state));
  }

  void untilNote(String words) {
    until(
        "told '" + words + "', not only " + world.notes(),
        () -> world.notes().stream().anyMatch(n -> n.contains(words)));
  }

  TicketView shown() {
    return world.views().get(world.views().size() - 1);
  }

  List<HistoryEvent> history() {
    return env.getWorkflowClient().fetchHistory(CASE).getEvents();
  }

  @Override
  public void close() {
    env.close();
  }
}
