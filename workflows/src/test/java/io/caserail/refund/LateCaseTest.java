package io.caserail.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseData;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseStatus;
import io.caserail.model.Money;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.CommandKind;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketHint;
import io.caserail.record.CaseView;
import io.caserail.settlement.SettlementWorkflow;
import io.caserail.settlement.SettlementWorkflowImpl;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When refunds and settlements show as late, which is what contracts say of them. */
class LateCaseTest {
  private static final Waits WAITS = FakeWorld.policy().waits();
  private static final Duration HOUR = Duration.ofHours(1);

  private final FakeWorld world = new FakeWorld();
  private final TestWorkflowEnvironment env =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build())
              .build());

  @BeforeEach
  void start() {
    SearchKeys.types().forEach(env::registerSearchAttribute);
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
  }

  @AfterEach
  void stop() {
    env.close();
  }

  @Test
  void a_send_that_is_not_accepted_is_late_after_the_longest_wait() {
    world.away = true;

    assertLateAfter(asked("24.90"), WAITS.longest());
  }

  @Test
  void a_review_that_goes_on_is_late_after_the_promise_however_long_it_is_waited_for() {
    world.risk = FakeWorld.review("");

    assertThat(WAITS.promise()).isLessThan(FakeWorld.policy().risk().within());
    assertLateAfter(asked("24.90"), WAITS.promise());
  }

  @Test
  void a_settlement_is_late_when_its_final_word_is_however_little_refunds_are_promised() {
    world.accepts = Outcome.Kind.PENDING;
    world.refunds.add(
        new PaymentFacts.Refund(
            "re_1",
            new Money(1000, "EUR"),
            true,
            OperationId.of(FakeWorld.PAYMENT, new RequestKey("00000000000000a1"), "pay").value(),
            "audit-1",
            Instant.EPOCH));
    WorkflowStub stub = stub(SettlementWorkflow.class, "settlement-test-re_1");
    var unused = stub.signalWithStart("wake", new Object[] {"evt_1"}, new Object[] {"re_1"});

    assertThat(WAITS.promise()).isLessThan(WAITS.settlement());
    assertLateAfter(stub, WAITS.settlement());
  }

  private WorkflowStub asked(String amount) {
    world.says(1, CommandKind.SEND, "lena", amount, Role.REQUESTER);
    WorkflowStub stub = stub(RefundWorkflow.class, "refund-test-pi_fake");
    var unused =
        stub.signalWithStart(
            "submit",
            new Object[] {new TicketHint(new TicketId("1"), "test")},
            new Object[] {FakeWorld.PAYMENT});
    return stub;
  }

  private void assertLateAfter(WorkflowStub stub, Duration time) {
    env.sleep(time.minus(HOUR));
    assertThat(isLate(stub)).isFalse();
    assertThat(stub.query("view", CaseView.class).status())
        .isIn(CaseStatus.WAITING, CaseStatus.BLOCKED);

    env.sleep(HOUR.multipliedBy(2));
    assertThat(isLate(stub)).isTrue();
  }

  private static boolean isLate(WorkflowStub stub) {
    return Boolean.TRUE.equals(stub.describe().getTypedSearchAttributes().get(SearchKeys.LATE));
  }

  private WorkflowStub stub(Class<?> type, String id) {
    return env.getWorkflowClient()
        .newUntypedWorkflowStub(
            type.getSimpleName(),
            WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.CASES).setWorkflowId(id).build());
  }
}
