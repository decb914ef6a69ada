package io.caserail.refund;

import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.Money;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.CommandKind;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.ShowRequest;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.record.CaseView;
import io.caserail.settlement.SettlementResult;
import io.caserail.settlement.SettlementWorkflow;
import io.caserail.settlement.SettlementWorkflowImpl;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A settlement that late news has started. */
class SettlementCaseTest {
  private static final RequestKey KEY = new RequestKey("00000000000000a1");
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
    cases.registerWorkflowImplementationTypes(SettlementWorkflowImpl.class);
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
  void late_news_of_a_failure_asks_nobody_to_pay_what_was_sent_again_already() {
    world.accepts = Outcome.Kind.PENDING;
    world.refunds.add(ours("re_1"));
    world.finalWord = Outcome.rejected("re_1", "failed", "the bank sent it back");
    world.again = "re_2";

    WorkflowStub stub = settlement();
    var unused = stub.signalWithStart("wake", new Object[] {"evt_1"}, new Object[] {"re_1"});
    SettlementResult result = stub.getResult(SettlementResult.class);

    assertThat(result.status()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(result.reason()).isEqualTo("sent again as re_2");
    assertThat(result.dealtWith()).isTrue();
    assertThat(world.views())
        .flatExtracting(TicketView::note)
        .contains("Do not: pay it another way as well.")
        .noneMatch(line -> line.contains("pay another way"));
  }

  @Test
  void what_was_sent_again_for_another_failure_of_the_same_amount_ends_nothing() {
    WorkflowStub stub = failed();
    assertThat(world.views()).anyMatch(SettlementCaseTest::asks);

    world.refunds.add(ours("re_3"));
    stub.signal("sentAgain", "re_3");
    world.again = "re_4";
    stub.signal("sentAgain", "re_4");

    assertThat(stub.getResult(SettlementResult.class).reason()).isEqualTo("sent again as re_4");
  }

  @Test
  void news_that_comes_in_the_moment_in_which_it_ends_does_not_begin_it_anew() {
    WorkflowStub stub = failed();
    Runnable end =
        () -> {
          world.again = "re_2";
          stub.signal("sentAgain", "re_2");
          assertThat(stub.getResult(SettlementResult.class).dealtWith()).isTrue();
        };

    new CaseClient(afterItsFirstCall(end), "test").wakeOrStart("re_1", "evt_2");

    WorkflowExecutionDescription newest =
        env.getWorkflowClient().newUntypedWorkflowStub("settlement-test-re_1").describe();
    assertThat(newest.getExecution()).isEqualTo(stub.getExecution());
    assertThat(newest.getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
  }

  @Test
  void a_failure_that_comes_while_the_final_word_waits_for_its_ticket_is_told_too() {
    WorkflowStub stub = accepted();
    finalWordThatItsTicketDoesNotTake(stub);

    world.finalWord = Outcome.rejected("re_1", "failed", "the bank sent it back");
    stub.signal("wake", "evt_3");
    world.ticketsAway = false;

    for (int i = 0; i < 200 && world.views().stream().noneMatch(SettlementCaseTest::asks); i++) {
      env.sleep(Duration.ofSeconds(1));
    }
    assertThat(world.views()).anyMatch(SettlementCaseTest::asks);
  }

  @Test
  void news_whose_look_fails_is_looked_at_again_long_before_the_next_poll() {
    world.wordEvery = Duration.ofDays(2);
    WorkflowStub stub = accepted();
    world.finalWord = Outcome.rejected("re_1", "failed", "the bank sent it back");
    world.wordsFail.set(3);

    stub.signal("wake", "evt_2");
    env.sleep(Duration.ofMinutes(5));

    assertThat(world.views()).anyMatch(SettlementCaseTest::asks);
  }

  @Test
  void news_of_nothing_new_leaves_the_poll_as_it_is() {
    world.wordEvery = Duration.ofDays(2);
    WorkflowStub stub = accepted();
    int asked = world.wordsAsked.get();

    stub.signal("wake", "evt_2");
    env.sleep(Duration.ofHours(20));

    assertThat(world.wordsAsked).hasValue(asked + 1);
  }

  @Test
  void what_its_refund_has_still_to_say_does_not_overtake_the_settlement_that_news_has_begun() {
    says(1);
    WorkflowStub stub = accepted();
    // The refund's own case goes on meanwhile, under the same key.
    says(4);
    world.finalWord = Outcome.rejected("re_1", "failed", "the bank sent it back");

    stub.signal("wake", "evt_2");

    untilNote("Refund failed after it was accepted");
  }

  @Test
  void a_settlement_that_is_cancelled_in_temporal_keeps_its_ticket_true() {
    WorkflowStub stub = accepted();
    stub.cancel();
    env.sleep(Duration.ofMinutes(1));
    assertThat(view(stub).requests().get(0).record())
        .anyMatch(line -> line.toString().contains("asked for in Temporal"));
    world.finalWord = Outcome.rejected("re_1", "failed", "the bank sent it back");
    stub.signal("wake", "evt_2");
    untilNote("Refund failed after it was accepted");

    world.says(1, CommandKind.WITHDRAW, "fin", "", Role.FINANCE);
    stub.signal("submit", new TicketId("1"));

    untilNote("withdrawn by fin");
  }

  @Test
  void a_failure_that_comes_late_to_a_settlement_cancelled_in_temporal_is_told_too() {
    WorkflowStub stub = accepted();
    stub.cancel();
    finalWordThatItsTicketDoesNotTake(stub);

    world.finalWord = Outcome.rejected("re_1", "failed", "the bank sent it back");
    stub.signal("wake", "evt_3");
    world.ticketsAway = false;

    untilNote("Refund failed after it was accepted");
  }

  @Test
  void what_a_settlement_cancelled_in_temporal_has_dealt_with_is_not_begun_anew() {
    WorkflowStub stub = failed();
    stub.cancel();
    world.again = "re_2";
    stub.signal("sentAgain", "re_2");
    untilNote("re_2");
    for (int i = 0; i < 200 && status(stub) == WORKFLOW_EXECUTION_STATUS_RUNNING; i++) {
      env.sleep(Duration.ofSeconds(1));
    }

    new CaseClient(env.getWorkflowClient(), "test").wakeOrStart("re_1", "evt_2");

    assertThat(status(stub)).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
  }

  @Test
  void a_failure_that_comes_while_a_refund_that_is_final_is_read_is_told_too() {
    world.refunds.add(ours("re_1"));
    WorkflowStub stub = settlement();
    world.whileOriginIsRead =
        () -> {
          world.accepts = Outcome.Kind.PENDING;
          world.finalWord = Outcome.rejected("re_1", "failed", "the bank sent it back");
          stub.signal("wake", "evt_2");
        };

    var unused = stub.signalWithStart("wake", new Object[] {"evt_1"}, new Object[] {"re_1"});

    untilNote("Refund failed after it was accepted");
  }

  /** Of the newest run. */
  private WorkflowExecutionStatus status(WorkflowStub stub) {
    return env.getWorkflowClient()
        .newUntypedWorkflowStub(stub.getExecution().getWorkflowId())
        .describe()
        .getStatus();
  }

  /** A settlement that news has begun, and whose final word is open. */
  private WorkflowStub accepted() {
    world.accepts = Outcome.Kind.PENDING;
    world.refunds.add(ours("re_1"));
    WorkflowStub stub = settlement();
    var unused = stub.signalWithStart("wake", new Object[] {"evt_1"}, new Object[] {"re_1"});
    env.sleep(Duration.ofMinutes(1));
    return stub;
  }

  private void finalWordThatItsTicketDoesNotTake(WorkflowStub stub) {
    world.ticketsAway = true;
    world.finalWord = Outcome.succeeded("re_1", "");
    stub.signal("wake", "evt_2");
    for (int i = 0; i < 200 && world.showsTried.get() == 0; i++) {
      env.sleep(Duration.ofSeconds(1));
    }
    assertThat(world.showsTried).hasPositiveValue();
  }

  /** The refund's case writes of what the settlement follows. */
  private void says(long revision) {
    var unused =
        world.showOnTicket(
            new ShowRequest(
                new TicketId("1"),
                new TicketView(TicketState.WORKING, null, "", List.of("revision " + revision)),
                KEY,
                revision,
                List.of(),
                CaseKind.REFUND,
                List.of()));
  }

  @Test
  void whoever_asks_where_a_failed_refund_is_ends_nothing() {
    WorkflowStub stub = failed();

    world.says(1, CommandKind.WHERE_IS_IT, "lena", "", Role.REQUESTER);
    stub.signal("submit", new TicketId("1"));

    untilNote("Refund waits: the bank sent it back. Owner: you.");
    assertThat(view(stub).status()).isEqualTo(CaseStatus.BLOCKED);
  }

  @Test
  void what_is_said_about_another_payment_of_the_ticket_ends_nothing() {
    WorkflowStub stub = failed();
    world.says(1, CommandKind.WITHDRAW, "lena", "", Role.REQUESTER);
    world.aboutPayment("pi_other");
    world.byHand(1, "fin", "re_hand", Role.FINANCE);
    world.refunds.add(
        new PaymentFacts.Refund("re_hand", new Money(1_000, "EUR"), true, "", "", Instant.EPOCH));

    stub.signal("submit", new TicketId("1"));

    assertThat(stub.getResult(SettlementResult.class).reason())
        .isEqualTo("paid another way: re_hand");
    assertThat(world.writes).flatExtracting(ShowRequest::commands).doesNotContain("audit-1");
  }

  @Test
  void a_withdrawal_of_what_was_accepted_is_answered_and_does_not_end_its_failure() {
    WorkflowStub stub = accepted();

    world.says(1, CommandKind.WITHDRAW, "lena", "", Role.REQUESTER);
    stub.signal("submit", new TicketId("1"));

    untilNote("not counted: it can't be taken back any more: the payment system has accepted");
    world.finalWord = Outcome.rejected("re_1", "failed", "the bank sent it back");
    stub.signal("wake", "evt_2");
    untilNote("Refund failed after it was accepted");
    assertThat(view(stub).status()).isEqualTo(CaseStatus.BLOCKED);
  }

  /** A settlement whose refund has failed, which people are asked about. */
  private WorkflowStub failed() {
    world.accepts = Outcome.Kind.PENDING;
    world.refunds.add(ours("re_1"));
    world.finalWord = Outcome.rejected("re_1", "failed", "the bank sent it back");
    WorkflowStub stub = settlement();
    var unused = stub.signalWithStart("wake", new Object[] {"evt_1"}, new Object[] {"re_1"});
    untilNote("Refund failed after it was accepted");
    return stub;
  }

  private void untilNote(String line) {
    for (int i = 0; i < 200 && world.notes().stream().noneMatch(n -> n.contains(line)); i++) {
      env.sleep(Duration.ofSeconds(1));
    }
    assertThat(world.notes()).anyMatch(n -> n.contains(line));
  }

  private static CaseView view(WorkflowStub stub) {
    return stub.query("view", CaseView.class);
  }

  /** A client for which something happens right after its first call. */
  private WorkflowClient afterItsFirstCall(Runnable what) {
    AtomicBoolean happened = new AtomicBoolean();
    Runnable once =
        () -> {
          if (happened.compareAndSet(false, true)) {
            what.run();
          }
        };
    WorkflowClientInterceptorBase interceptor =
        new WorkflowClientInterceptorBase() {
          @Override
          public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(
              WorkflowClientCallsInterceptor next) {
            return new WorkflowClientCallsInterceptorBase(next) {
              @Override
              public DescribeWorkflowOutput describe(DescribeWorkflowInput input) {
                DescribeWorkflowOutput answer = super.describe(input);
                once.run();
                return answer;
              }

              @Override
              public WorkflowSignalOutput signal(WorkflowSignalInput input) {
                WorkflowSignalOutput answer = super.signal(input);
                once.run();
                return answer;
              }
            };
          }
        };
    return WorkflowClient.newInstance(
        env.getWorkflowServiceStubs(),
        env.getWorkflowClient().getOptions().toBuilder().setInterceptors(interceptor).build());
  }

  private static boolean asks(TicketView view) {
    return view.state() == TicketState.FAILED;
  }

  private WorkflowStub settlement() {
    return env.getWorkflowClient()
        .newUntypedWorkflowStub(
            SettlementWorkflow.class.getSimpleName(),
            WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.CASES)
                .setWorkflowId("settlement-test-re_1")
                .build());
  }

  private static PaymentFacts.Refund ours(String ref) {
    return new PaymentFacts.Refund(
        ref,
        new Money(1000, "EUR"),
        true,
        OperationId.of(FakeWorld.PAYMENT, KEY, "pay").value(),
        "audit-1",
        Instant.EPOCH);
  }
}
