package io.caserail.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseData;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Money;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.CommandKind;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketHint;
import io.caserail.port.TicketState;
import io.caserail.record.CaseResult;
import io.caserail.record.CaseView;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A refund whose payment people are looking at because of its risk. */
class RiskHoldCaseTest {
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
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(Throwable.class)
            .build(),
        RefundWorkflowImpl.class);
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
  void a_review_that_was_open_before_holds_the_refund_in_plain_sight_and_its_end_lets_it_go() {
    world.risk = FakeWorld.review("");
    WorkflowStub stub = asks("24.90");
    untilTold(TicketState.NEEDS_PERSON);
    env.sleep(Duration.ofHours(5));

    assertThat(view(stub).status()).isEqualTo(CaseStatus.BLOCKED);
    assertThat(view(stub).requests().get(0).block())
        .satisfies(
            block -> {
              assertThat(block.code()).isEqualTo("risk_hold");
              assertThat(block.owner()).isEqualTo("Finance");
              assertThat(block.needs()).containsExactly(Role.FINANCE);
              assertThat(block.due()).isEqualTo(block.since().plus(Duration.ofDays(3)));
            });
    assertThat(world.refunds).isEmpty();

    world.risk = FakeWorld.review("approved");

    assertThat(ends(stub)).containsExactly(CaseStatus.COMPLETED);
    assertThat(world.refunds).hasSize(1);
    assertThat(world.views())
        .extracting("state")
        .containsExactly(TicketState.WORKING, TicketState.NEEDS_PERSON, TicketState.DONE);
    assertThat(world.views()).extracting("toCustomer").containsOnlyNulls();
  }

  @Test
  void the_news_of_its_end_lets_it_go_at_once() {
    world.risk = FakeWorld.review("");
    WorkflowStub stub = asks("24.90");
    untilTold(TicketState.NEEDS_PERSON);
    env.sleep(Duration.ofHours(5));
    int asked = world.reviewsAsked.get();

    stub.signal("wake", "evt_1");
    env.sleep(Duration.ofSeconds(5));
    assertThat(world.reviewsAsked.get()).isEqualTo(asked + 1);
    assertThat(world.refunds).isEmpty();
    world.risk = FakeWorld.review("approved");
    stub.signal("wake", "evt_2");
    env.sleep(Duration.ofSeconds(20));

    assertThat(world.refunds).hasSize(1);
    assertThat(ends(stub)).containsExactly(CaseStatus.COMPLETED);
  }

  @Test
  void a_review_that_is_opened_between_the_approval_and_the_send_stops_it_there() {
    world.riskAtSend = FakeWorld.review("");
    WorkflowStub stub = asks("180");
    untilTold(TicketState.NEEDS_APPROVAL);
    world.says(1, CommandKind.APPROVE, "ana", "180", Role.APPROVER);
    hint(stub);
    untilTold(TicketState.NEEDS_PERSON);

    assertThat(world.refunds).isEmpty();
    assertThat(view(stub).requests().get(0).block())
        .extracting("code", "needs")
        .containsExactly("risk_hold", List.of(Role.FINANCE));

    world.risk = FakeWorld.review("approved");

    // What was agreed to before still holds.
    assertThat(ends(stub)).containsExactly(CaseStatus.COMPLETED);
    assertThat(world.refunds).hasSize(1);
  }

  @Test
  void what_was_under_review_right_before_the_send_is_done_by_hand_by_finance_only() {
    world.stopsSend = Outcome.stopped("risk_hold", "the payment is under risk review in Stripe");
    world.people.put("lena", List.of(Role.REQUESTER));
    world.people.put("fin", List.of(Role.FINANCE));
    WorkflowStub stub = asks("24.90");
    untilTold(TicketState.NEEDS_PERSON);

    Verdict requester = decide(stub, DecisionKind.DONE_BY_HAND, "lena");
    Verdict finance = decide(stub, DecisionKind.DONE_BY_HAND, "fin");

    assertThat(requester.reason()).contains("that takes finance");
    assertThat(finance.reason()).contains("it needs the reference of what was done");
    world.stopsSend = null;
    assertThat(decide(stub, DecisionKind.RETRY, "lena").accepted()).isTrue();
    assertThat(ends(stub)).containsExactly(CaseStatus.COMPLETED);
  }

  @Test
  void finance_may_send_it_nonetheless_and_an_approver_may_not() {
    world.risk = FakeWorld.review("");
    world.people.put("ana", List.of(Role.APPROVER));
    world.people.put("fin", List.of(Role.FINANCE));
    WorkflowStub stub = asks("24.90");
    untilTold(TicketState.NEEDS_PERSON);

    Verdict approver = decide(stub, DecisionKind.APPROVE, "ana");
    Verdict finance = decide(stub, DecisionKind.APPROVE, "fin");

    assertThat(approver.accepted()).isFalse();
    assertThat(finance.accepted()).isTrue();
    assertThat(ends(stub)).containsExactly(CaseStatus.COMPLETED);
    assertThat(world.refunds)
        .extracting(PaymentFacts.Refund::amount)
        .containsExactly(new Money(2490, "EUR"));
  }

  @Test
  void a_refusal_that_was_accepted_while_the_review_was_asked_about_counts() {
    world.risk = FakeWorld.review("");
    world.people.put("fin", List.of(Role.FINANCE));
    WorkflowStub stub = asks("24.90");
    untilTold(TicketState.NEEDS_PERSON);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch said = new CountDownLatch(1);
    world.whileReviewIsAsked =
        () -> {
          asked.countDown();
          await(said);
        };
    world.risk = FakeWorld.review("approved");

    stub.signal("wake", "evt_1");
    await(asked);
    Verdict refusal = decide(stub, DecisionKind.REFUSE, "fin");
    said.countDown();

    assertThat(refusal.accepted()).isTrue();
    assertThat(ends(stub)).containsExactly(CaseStatus.REFUSED);
    assertThat(world.refunds).isEmpty();
  }

  @Test
  void a_decision_while_the_payment_is_read_after_the_review_is_about_what_is_waited_for_then() {
    world.risk = FakeWorld.review("");
    world.people.put("ana", List.of(Role.APPROVER));
    WorkflowStub stub = asks("180");
    untilTold(TicketState.NEEDS_PERSON);
    CountDownLatch reads = new CountDownLatch(1);
    world.lookUpGate = reads;
    world.risk = FakeWorld.review("approved");
    stub.signal("wake", "evt_1");
    await(world.lookUpEntered);

    WorkflowUpdateHandle<Verdict> approval =
        stub.startUpdate(
            "decide",
            WorkflowUpdateStage.ACCEPTED,
            Verdict.class,
            new Decision("d-ana", "", DecisionKind.APPROVE, "ana", "test", "", ""));
    reads.countDown();

    assertThat(approval.getResult().reason()).isEqualTo("taken: approve");
    assertThat(ends(stub)).containsExactly(CaseStatus.COMPLETED);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Test
  void a_review_that_nobody_closes_lets_the_request_expire() {
    world.risk = FakeWorld.review("");

    WorkflowStub stub = asks("24.90");

    assertThat(ends(stub)).containsExactly(CaseStatus.EXPIRED);
    assertThat(world.refunds).isEmpty();
    assertThat(lastNote().get(0))
        .isEqualTo("Refund not made: 24.90 EUR, payment pi_fake: nobody decided in time.");
  }

  @Test
  void while_the_payment_system_is_away_the_hold_stands_and_says_so_no_second_time() {
    world.risk = FakeWorld.review("");
    WorkflowStub stub = asks("24.90");
    untilTold(TicketState.NEEDS_PERSON);
    world.reviewsAway = true;
    world.lookUpAway = true;
    env.sleep(Duration.ofHours(14));

    assertThat(view(stub).status()).isEqualTo(CaseStatus.BLOCKED);
    assertThat(world.views()).hasSize(2);

    world.risk = FakeWorld.review("approved");
    world.lookUpAway = false;
    world.reviewsAway = false;
    assertThat(ends(stub)).containsExactly(CaseStatus.COMPLETED);
  }

  @Test
  void what_the_reviewers_call_fraud_is_rejected_with_words() {
    world.risk = FakeWorld.review("");
    WorkflowStub stub = asks("24.90");
    untilTold(TicketState.NEEDS_PERSON);
    world.refunds.add(
        new PaymentFacts.Refund("re_fraud", new Money(20_000, "EUR"), true, "", "", Instant.EPOCH));
    world.risk = FakeWorld.review(PaymentFacts.Review.FRAUD);

    CaseResult result = stub.getResult(CaseResult.class);

    assertThat(result.ends()).extracting("status").containsExactly(CaseStatus.REJECTED);
    assertThat(result.ends()).extracting("ref").containsExactly("");
    assertThat(world.refunds).hasSize(1);
    assertThat(lastNote().get(0))
        .isEqualTo(
            "Refund not made: 24.90 EUR, payment pi_fake: whoever reviewed the payment in Stripe"
                + " has called it fraud and refunded it there.");
  }

  @Test
  void a_warning_of_the_cards_bank_asks_an_approver_and_then_does_not_stop() {
    world.risk = new PaymentFacts.Risk(null, Instant.EPOCH);
    WorkflowStub stub = asks("24.90");
    untilTold(TicketState.NEEDS_APPROVAL);
    world.says(1, CommandKind.APPROVE, "ana", "24.90", Role.APPROVER);
    hint(stub);

    assertThat(ends(stub)).containsExactly(CaseStatus.COMPLETED);
    assertThat(world.refunds).hasSize(1);
    assertThat(world.views().get(1).note().get(1))
        .isEqualTo(
            "Why: the card's bank warns of fraud, and only a refund of all of it avoids a dispute."
                + " Customer: told nothing.");
  }

  private WorkflowStub asks(String amount) {
    world.says(1, CommandKind.SEND, "lena", amount, Role.REQUESTER);
    WorkflowStub stub =
        env.getWorkflowClient()
            .newUntypedWorkflowStub(
                "RefundWorkflow",
                WorkflowOptions.newBuilder()
                    .setTaskQueue(TaskQueues.CASES)
                    .setWorkflowId("refund-test-pi_fake")
                    .build());
    WorkflowExecution unused =
        stub.signalWithStart(
            "submit",
            new Object[] {new TicketHint(new TicketId("1"), "test")},
            new Object[] {FakeWorld.PAYMENT});
    return stub;
  }

  private static void hint(WorkflowStub stub) {
    stub.signal("submit", new TicketHint(new TicketId("1"), "test"));
  }

  private static Verdict decide(WorkflowStub stub, DecisionKind kind, String actor) {
    return stub.update(
        "decide",
        Verdict.class,
        new Decision("d-" + actor + kind, "", kind, actor, "test", "", ""));
  }

  private static List<CaseStatus> ends(WorkflowStub stub) {
    return stub.getResult(CaseResult.class).ends().stream().map(CaseResult.End::status).toList();
  }

  private List<String> lastNote() {
    return Objects.requireNonNull(world.lastView()).note();
  }

  private static CaseView view(WorkflowStub stub) {
    return stub.query("view", CaseView.class);
  }

  private void untilTold(TicketState state) {
    for (int i = 0; i < 200 && world.views().stream().noneMatch(v -> v.state() == state); i++) {
      env.sleep(Duration.ofSeconds(1));
    }
    assertThat(world.views()).extracting("state").contains(state);
  }
}
