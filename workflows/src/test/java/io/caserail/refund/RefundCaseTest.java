package io.caserail.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.client.CaseData;
import io.caserail.decision.Block;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.Money;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.CommandKind;
import io.caserail.port.CustomerNotice;
import io.caserail.port.FailureType;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.SentAgain;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketHint;
import io.caserail.port.TicketState;
import io.caserail.port.Tracked;
import io.caserail.port.WaitsFor;
import io.caserail.record.CaseResult;
import io.caserail.record.CaseView;
import io.caserail.record.Entry;
import io.caserail.record.RequestView;
import io.caserail.refund.FakeWorld.Send;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefundCaseTest {
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
  void a_small_refund_is_sent_once_and_told_in_two_writes() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);

    CaseResult result = result(submit(1));

    assertThat(result.ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
    assertThat(world.refunds)
        .extracting(PaymentFacts.Refund::amount)
        .containsExactly(new Money(2490, "EUR"));
    assertThat(world.views())
        .extracting("state")
        .containsExactly(TicketState.WORKING, TicketState.DONE);
    assertThat(world.writes.get(0).view().note()).isEmpty();
    assertThat(world.writes.get(1).view().note()).hasSize(5);
    assertThat(world.used).containsKey("audit-1");
  }

  @Test
  void the_macro_that_says_so_tells_the_customer_once_the_refund_is_sent() {
    world.says(1, CommandKind.SEND_AND_TELL, "lena", "24.90", Role.REQUESTER);

    result(submit(1));

    assertThat(world.views()).hasSize(2);
    assertThat(world.views().get(0).toCustomer()).isNull();
    CustomerNotice notice = Objects.requireNonNull(world.views().get(1).toCustomer());
    assertThat(notice.text()).isEqualTo(CustomerNotice.Text.REFUND_SENT);
    assertThat(notice.amount()).isEqualTo(new Money(2490, "EUR"));
    assertThat(notice.note().get(1))
        .isEqualTo("Customer: told above that it is sent, and how long banks take to show it.");
    assertThat(world.views().get(1).note().get(1)).startsWith("Customer: not told yet.");
  }

  @Test
  void the_customer_of_a_refund_that_is_not_final_is_told_by_its_settlement() {
    world.accepts = Outcome.Kind.PENDING;
    world.says(1, CommandKind.SEND_AND_TELL, "lena", "24.90", Role.REQUESTER);

    result(submit(1));

    assertThat(world.views()).extracting("toCustomer").containsOnlyNulls();
    assertThat(world.settlements).singleElement().extracting("tells").isEqualTo(true);
  }

  @Test
  void nobody_refunds_by_hand_what_was_accepted_and_is_not_handed_over_yet() {
    world.accepts = Outcome.Kind.PENDING;
    world.whenHandedOver =
        () -> {
          throw FakeWorld.failure(FailureType.UPSTREAM_AWAY, FaultDomain.LOCAL);
        };
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.BLOCKED);
    env.sleep(Duration.ofMinutes(20));

    untilNote(
        "Refund 24.90 EUR waits: Stripe has accepted it (re_1), and what follows can't begin");
    assertThat(world.notes().get(world.notes().size() - 1))
        .contains("Do not: refund this payment again, here or in Stripe.")
        .doesNotContain("I did it by hand");
    world.whenHandedOver = () -> {};
    result(stub);
    assertThat(world.views())
        .extracting("state")
        .containsExactly(TicketState.WORKING, TicketState.PENDING, TicketState.PENDING);
  }

  @Test
  void no_customer_hears_of_a_refund_that_was_declined_or_sent_without_that_wish() {
    world.sends.add(Send.DECLINE);
    world.says(1, CommandKind.SEND_AND_TELL, "lena", "24.90", Role.REQUESTER);
    result(submit(1));
    world.says(2, CommandKind.SEND, "lena", "10.00", Role.REQUESTER);
    result(submit(2));

    assertThat(world.views()).hasSize(4).extracting("toCustomer").containsOnlyNulls();
  }

  @Test
  void a_happy_refund_stays_within_its_budget_of_events_and_actions() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    result(stub);

    List<EventType> events =
        env.getWorkflowClient().fetchHistory("refund-test-pi_fake").getEvents().stream()
            .map(HistoryEvent::getEventType)
            .toList();
    assertThat(events.size() - idle(events)).isLessThanOrEqualTo(40);
    // Billed: the start, the signal, each activity, the upsert.
    assertThat(events)
        .filteredOn(
            type ->
                type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED
                    || type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED
                    || type == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
                    || type == EventType.EVENT_TYPE_TIMER_STARTED
                    || type == EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES)
        .hasSizeLessThanOrEqualTo(9);
    assertThat(world.writes).hasSize(2).allMatch(write -> write.minds().isEmpty());
  }

  @Test
  void a_refund_that_waits_minds_the_risk_of_its_payment_and_one_that_has_ended_does_not() {
    world.accepts = Outcome.Kind.PENDING;
    world.says(1, CommandKind.SEND, "lena", "180", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    untilTold(TicketState.NEEDS_APPROVAL);
    assertThat(decide(stub, DecisionKind.APPROVE, "lead-2", "").accepted()).isTrue();
    result(stub);

    assertThat(world.writes)
        .extracting(write -> write.minds())
        .containsExactly(List.of(), List.of(new Tracked(Tracked.State.RISK, "pi_fake")), List.of());
  }

  /**
   * An answer that arrives while a workflow task runs makes the in-memory server add a task with
   * nothing in it; the real one keeps the answer back until the task is done.
   */
  private static int idle(List<EventType> events) {
    int idle = 0;
    for (int i = 1; i < events.size(); i++) {
      if (events.get(i) == EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED
          && events.get(i - 1) == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED) {
        idle += 3;
      }
    }
    return idle;
  }

  @Test
  void a_hint_without_a_command_does_nothing_and_says_nothing() {
    CaseResult result = result(submit(1));

    assertThat(result.ends()).isEmpty();
    assertThat(world.writes).isEmpty();
    assertThat(world.refunds).isEmpty();
  }

  @Test
  void the_requesters_own_approval_does_not_count_and_another_persons_does() {
    world.says(1, CommandKind.SEND, "lena", "180", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.NEEDS_APPROVAL);
    untilTold(TicketState.NEEDS_APPROVAL);

    world.says(1, CommandKind.APPROVE, "lena", "180", Role.REQUESTER, Role.APPROVER);
    hint(stub, 1);
    untilNote("Approval by lena not counted: the same person asked for this refund.");
    untilNote("Someone else in Refund approvers must decide.");
    assertThat(world.refunds).isEmpty();

    world.says(1, CommandKind.APPROVE, "ana", "180", Role.APPROVER);
    hint(stub, 1);

    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
    assertThat(world.refunds).hasSize(1);
  }

  @Test
  void a_yes_to_all_that_was_left_is_no_yes_to_more() {
    PaymentFacts.Refund earlier =
        new PaymentFacts.Refund("re_0", new Money(2_000, "EUR"), true, "", "", Instant.EPOCH);
    world.refunds.add(earlier);
    world.says(1, CommandKind.SEND, "lena", "", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.NEEDS_APPROVAL);
    untilNote("Approval needed: 180.00 EUR (all of pi_fake). Asked by lena: not received.");

    world.refunds.remove(earlier);
    world.says(1, CommandKind.APPROVE, "ana", "", Role.APPROVER);
    hint(stub, 1);

    untilNote("Approval needed: 200.00 EUR (all of pi_fake). Asked by lena: not received.");
    assertThat(world.refunds).isEmpty();
    world.says(1, CommandKind.APPROVE, "ana", "", Role.APPROVER);
    hint(stub, 1);
    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
    assertThat(world.refunds)
        .extracting(PaymentFacts.Refund::amount)
        .containsExactly(new Money(20_000, "EUR"));
  }

  @Test
  void whoever_decides_in_the_place_of_others_is_named_so_in_the_note_and_on_record() {
    world.says(1, CommandKind.SEND, "lena", "180", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.NEEDS_APPROVAL);
    untilTold(TicketState.NEEDS_APPROVAL);

    world.says(1, CommandKind.APPROVE, "ana", "180", Role.APPROVER);
    world.byGrant("approver until 3 Jan 2027");
    hint(stub, 1);

    untilNote("Owner: you. Decided by ana, who stands in for approver until 3 Jan 2027.");
    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
    assertThat(view(stub).requests().get(0).record())
        .filteredOn(entry -> entry.what().contains("approve"))
        .extracting(Entry::by)
        .containsExactly("ana, who stands in for approver until 3 Jan 2027");
  }

  @Test
  void nobody_decides_for_a_day_and_nothing_is_sent() {
    world.says(1, CommandKind.SEND, "lena", "180", Role.REQUESTER);

    CaseResult result = result(submit(1));

    assertThat(result.ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.EXPIRED);
    assertThat(world.refunds).isEmpty();
    assertThat(world.lastView()).extracting("state").isEqualTo(TicketState.EXPIRED);
  }

  @Test
  void stripe_away_for_40_minutes_is_told_once_and_the_refund_goes_out_on_recovery() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.away = true;
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.WAITING);
    env.sleep(Duration.ofMinutes(40));
    world.away = false;

    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
    assertThat(world.views())
        .extracting("state")
        .containsExactly(TicketState.WORKING, TicketState.WAITING, TicketState.DONE);
    assertThat(world.refunds).hasSize(1);
  }

  @Test
  void whose_fault_it_is_by_now_is_what_the_case_waits_for_and_it_is_told_once() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.faults.addAll(List.of("Zendesk", "Stripe"));
    world.away = true;
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.WAITING);
    env.sleep(Duration.ofMinutes(40));

    assertThat(world.waitedFor).startsWith("", "Zendesk", "Stripe");
    assertThat(block(stub).system()).isEqualTo("Stripe");
    world.away = false;
    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
    assertThat(world.views())
        .extracting("state")
        .containsExactly(TicketState.WORKING, TicketState.WAITING, TicketState.DONE);
  }

  @Test
  void a_ticket_that_names_the_system_whose_fault_it_was_is_put_right_at_once() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.faults.add("Zendesk");
    world.away = true;
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.WAITING);
    env.sleep(Duration.ofMinutes(20));
    Instant half = Instant.ofEpochMilli(env.currentTimeMillis());
    world.faults.add("Stripe");
    env.sleep(Duration.ofMinutes(14));

    assertThat(world.views()).extracting("waitsOn").containsExactly(null, "Zendesk", "Stripe");
    assertThat(block(stub).since()).isAfter(half);
    world.away = false;
    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
  }

  @Test
  void a_pause_holds_the_send_says_so_and_it_goes_on_by_itself() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.paused = true;
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.WAITING);
    env.sleep(Duration.ofMinutes(40));
    world.paused = false;

    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
    assertThat(world.views())
        .extracting("state")
        .containsExactly(TicketState.WORKING, TicketState.WAITING, TicketState.DONE);
    assertThat(world.views().get(1).note())
        .contains("Refund 24.90 EUR is not sent yet: refunds are paused, until two people resume.")
        .contains("Owner: Caserail; it sends by itself when the pause is over.");
    assertThat(world.refunds).hasSize(1);
  }

  @Test
  void an_answer_lost_after_the_money_moved_heals_and_the_ticket_sees_nothing() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.sends.add(Send.LOST_AFTER);

    CaseResult result = result(submit(1));

    assertThat(result.ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
    assertThat(world.refunds).hasSize(1);
    assertThat(world.views())
        .extracting("state")
        .containsExactly(TicketState.WORKING, TicketState.DONE);
  }

  @Test
  void in_doubt_for_an_hour_is_shown_as_check_needed_and_never_offers_withdrawal() {
    WorkflowStub stub = inDoubt();
    env.sleep(Duration.ofMinutes(10));

    assertThat(block(stub).offers())
        .doesNotContain(DecisionKind.WITHDRAW, DecisionKind.DONE_BY_HAND);
    assertThat(world.lastView()).extracting("state").isEqualTo(TicketState.CHECK_NEEDED);

    world.away = false;
    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
    assertThat(world.refunds).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"RETRY", "CHECKED_FOUND"})
  void a_withdrawal_that_came_during_the_send_ends_nothing_that_may_have_happened(
      DecisionKind said) {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.sends.add(Send.LOST_BEFORE);
    world.people.put("fin-1", List.of(Role.FINANCE));
    List<Verdict> withdrawn = new CopyOnWriteArrayList<>();
    world.whileSending =
        () -> withdrawn.add(decide(theCase(), DecisionKind.WITHDRAW, "lead-1", ""));
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.IN_DOUBT);

    Verdict verdict =
        stub.update(
            "decide", Verdict.class, new Decision("d-1", "", said, "fin-1", "", "", "re_none"));
    env.sleep(Duration.ofMinutes(5));

    assertThat(withdrawn).extracting(Verdict::accepted).containsExactly(true);
    assertThat(verdict.accepted()).isTrue();
    assertThat(view(stub).status()).isEqualTo(CaseStatus.IN_DOUBT);
    assertThat(world.notes()).noneMatch(n -> n.contains("not refunded"));
    world.away = false;
    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
    assertThat(world.refunds).hasSize(1);
  }

  @Test
  void while_its_withdrawal_waits_for_an_answer_a_case_can_be_handed_over() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.sends.add(Send.LOST_BEFORE);
    List<Verdict> said = new CopyOnWriteArrayList<>();
    world.whileSending = () -> said.add(decide(theCase(), DecisionKind.WITHDRAW, "lead-1", ""));
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.IN_DOUBT);

    Verdict verdict =
        stub.update(
            "decide",
            Verdict.class,
            new Decision(
                "d-1", "", DecisionKind.HAND_OVER, "lead-1", "", "", "", null, "Night shift"));

    assertThat(said).extracting(Verdict::accepted).containsExactly(true);
    assertThat(verdict).isEqualTo(Verdict.taken("taken: hand over"));
    assertThat(block(stub).owner()).isEqualTo("Night shift");
    assertThat(decide(stub, DecisionKind.WITHDRAW, "lead-1", view(stub).standing()).reason())
        .isEqualTo("it is being withdrawn already");
  }

  @Test
  void what_nobody_could_find_out_in_twelve_hours_is_finances() {
    WorkflowStub stub = inDoubt();
    env.sleep(Duration.ofMinutes(10));
    String first = Objects.requireNonNull(world.lastView()).note().get(0);
    String sentAt = first.substring(first.indexOf("sent to Stripe at "), first.indexOf(", the"));

    env.sleep(Duration.ofHours(13));

    untilNote("Owner: Finance; Caserail has asked Stripe for 12 hours, and asks no more.");
    assertThat(world.lastView()).extracting("waitsFor").isEqualTo(WaitsFor.FINANCE);
    assertThat(block(stub).owner()).isEqualTo("Finance");
    assertThat(attribute("CaseOwner")).isEqualTo("\"Finance\"");
    assertThat(view(stub).triedEvery()).isNull();
    world.people.put("fin-1", List.of(Role.FINANCE));
    Decision wrong = new Decision("d-1", "", DecisionKind.CHECKED_FOUND, "fin-1", "", "", "re_no");
    assertThat(stub.update("decide", Verdict.class, wrong).accepted()).isTrue();
    until(stub, CaseStatus.IN_DOUBT);
    assertThat(block(stub).owner()).isEqualTo("Finance");
    assertThat(decide(stub, DecisionKind.RETRY, "lead-1", "").accepted()).isTrue();
    env.sleep(Duration.ofMinutes(5));
    assertThat(block(stub).owner()).isEqualTo("Finance");
    assertThat(Objects.requireNonNull(world.lastView()).note().get(0)).contains(sentAt);
    world.away = false;
    assertThat(decide(stub, DecisionKind.CHECKED_NONE, "fin-1", "").accepted()).isTrue();
    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
    assertThat(world.refunds).hasSize(1);
  }

  @Test
  void a_doubt_that_is_handed_over_is_still_asked_about() {
    WorkflowStub stub = inDoubt();

    Decision toFinance =
        new Decision("d-1", "", DecisionKind.HAND_OVER, "lead-1", "", "", "", null, "Finance");
    assertThat(stub.update("decide", Verdict.class, toFinance).accepted()).isTrue();

    untilNote("Owner: Finance; Caserail asks Stripe every minute");
    assertThat(world.notes()).noneMatch(n -> n.contains("asks no more"));
    world.away = false;
    assertThat(result(stub).ends()).hasSize(1);
  }

  @Test
  void a_wait_that_is_handed_over_names_its_new_owner() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.away = true;
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.WAITING);

    Decision handOver =
        new Decision("d-1", "", DecisionKind.HAND_OVER, "lead-1", "", "", "", null, "Night shift");
    assertThat(stub.update("decide", Verdict.class, handOver).accepted()).isTrue();

    untilNote("Owner: Night shift; it sends by itself when Stripe is back.");
    world.away = false;
    assertThat(result(stub).ends()).hasSize(1);
  }

  @Test
  void a_retry_that_is_turned_away_is_answered_with_that_it_waits_its_turn() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.away = true;
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.WAITING);
    world.othersFirst = true;
    String retry = world.says(1, CommandKind.RETRY, "lena", "", Role.REQUESTER).id();

    hint(stub, 1);

    untilNote("Refund 24.90 EUR is not sent yet: it has waited its turn since ");
    assertThat(world.used).containsKey(retry);
    assertThat(world.notes()).noneMatch(n -> n.contains("has not accepted it"));
    world.othersFirst = false;
    world.away = false;
    assertThat(result(stub).ends()).hasSize(1);
  }

  @Test
  void a_withdrawal_while_stripe_is_away_sends_nothing() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.away = true;
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.WAITING);

    Verdict verdict = decide(stub, DecisionKind.WITHDRAW, "lead-1", "");
    assertThat(verdict.accepted()).isTrue();
    world.away = false;

    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.WITHDRAWN);
    assertThat(world.refunds).isEmpty();
  }

  @Test
  void a_withdrawal_that_was_accepted_while_the_payment_is_read_is_carried_out() throws Exception {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.lookUpAway = true;
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.WAITING);
    world.lookUpGate = new CountDownLatch(1);
    world.lookUpAway = false;
    // Time stands still for the server while an activity runs: a second at a time, no more.
    for (int i = 0; i < 900 && world.lookUpEntered.getCount() > 0; i++) {
      env.sleep(Duration.ofSeconds(1));
    }

    Verdict verdict = decide(stub, DecisionKind.WITHDRAW, "lead-1", "");
    world.lookUpGate.countDown();

    assertThat(verdict.accepted()).isTrue();
    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.WITHDRAWN);
    assertThat(world.refunds).isEmpty();
  }

  @Test
  void a_refund_made_by_hand_meanwhile_is_read_back_and_ours_is_not_sent() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.away = true;
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.WAITING);
    world.refunds.add(
        new PaymentFacts.Refund("re_hand", new Money(2490, "EUR"), true, "", "", Instant.EPOCH));
    world.byHand(1, "lena", "re_hand", Role.REQUESTER);
    hint(stub, 1);

    CaseResult result = result(stub);
    assertThat(result.ends()).extracting(CaseResult.End::ref).containsExactly("re_hand");
    assertThat(world.refunds).hasSize(1);
  }

  @Test
  void a_ticket_that_cannot_be_read_shows_in_the_list_while_it_is_tried_again() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.ticketsAway = true;
    WorkflowStub stub = submit(1);
    env.sleep(Duration.ofMinutes(5));

    assertThat(attribute("CaseStatus")).contains("WAITING");
    assertThat(attribute("FaultDomain")).contains("ZENDESK");

    world.ticketsAway = false;
    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
  }

  @Test
  void a_case_whose_ticket_was_read_after_all_does_not_stay_open_for_another_look() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.ticketsAway = true;
    WorkflowStub stub = submit(1);
    env.sleep(Duration.ofSeconds(70));
    world.ticketsAway = false;

    hint(stub, 1);

    untilTold(TicketState.DONE);
    // Not by getResult, which lets time jump.
    for (int i = 0; i < 10 && isOpen(); i++) {
      env.sleep(Duration.ofSeconds(1));
    }
    assertThat(isOpen()).isFalse();
  }

  @Test
  void a_command_without_a_payments_number_is_answered_in_its_ticket() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.forgetPayment();

    assertThat(result(submit(1)).ends()).isEmpty();

    assertThat(world.notes())
        .anyMatch(n -> n.contains("Refund payment does not hold a payment's number"));
    assertThat(world.used).containsKey("audit-1");
  }

  @Test
  void somebody_elses_refund_right_before_the_send_stops_it_until_an_approver_agrees() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.foreignFirst = true;
    WorkflowStub stub = submit(1);
    untilTold(TicketState.NEEDS_PERSON);
    assertThat(world.refunds).extracting(PaymentFacts.Refund::ref).containsExactly("re_foreign");

    world.says(1, CommandKind.APPROVE, "ana", "24.90", Role.APPROVER);
    hint(stub, 1);

    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
    assertThat(world.refunds).hasSize(2);
  }

  @Test
  void a_word_about_a_failed_refund_is_not_used_up_by_the_refund_beside_it() {
    world.refunds.add(
        new PaymentFacts.Refund(
            "re_1", new Money(1_000, "EUR"), false, "a/b/pay", "", Instant.EPOCH));
    world.openSettlements = 1;
    world.says(1, CommandKind.SEND, "lena", "120", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.NEEDS_APPROVAL);
    String word = world.byHand(1, "fin", "bank transfer 77", Role.FINANCE).id();
    world.naming("re_1");
    hint(stub, 1);
    world.says(1, CommandKind.WITHDRAW, "lena", "120", Role.REQUESTER);
    hint(stub, 1);

    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.WITHDRAWN);
    assertThat(world.used).doesNotContainKey(word);
  }

  @Test
  void a_refund_that_was_too_much_beside_another_one_goes_when_that_one_was_not_sent() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.stopsSend = Outcome.stopped("approval_missing", "with what is on its way it takes a yes");
    world.stopsLeft.set(1);

    assertThat(result(submit(1)).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
    assertThat(world.refunds).hasSize(1);
  }

  @Test
  void whoever_would_get_the_money_can_only_withdraw_and_nobody_says_it_was_done_by_hand() {
    world.stopsSend = Outcome.stopped("own_money", "whoever asked for it would get the money");
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    untilTold(TicketState.NEEDS_PERSON);
    List<String> note = Objects.requireNonNull(world.lastView()).note();
    world.refunds.add(
        new PaymentFacts.Refund("re_hand", new Money(2_490, "EUR"), true, "", "", Instant.EPOCH));
    world.byHand(1, "lena", "re_hand", Role.REQUESTER);
    hint(stub, 1);
    env.sleep(Duration.ofMinutes(1));

    assertThat(view(stub).status()).isEqualTo(CaseStatus.BLOCKED);
    assertThat(note)
        .contains(
            "Do now: macro Refund: withdraw, or Refund: refuse.",
            "Do not: refund in Stripe by hand.");
    world.says(1, CommandKind.WITHDRAW, "lena", "", Role.REQUESTER);
    hint(stub, 1);
    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.WITHDRAWN);
  }

  @Test
  void a_refund_made_by_hand_because_the_rules_want_it_so_stands_on_record() {
    world.captured = 500_000;
    world.says(1, CommandKind.SEND, "lena", "2100", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    untilTold(TicketState.NEEDS_PERSON);
    world.refunds.add(
        new PaymentFacts.Refund("re_hand", new Money(210_000, "EUR"), true, "", "", Instant.EPOCH));
    world.byHand(1, "ana", "re_hand", Role.APPROVER);
    hint(stub, 1);

    assertThat(result(stub).ends()).extracting(CaseResult.End::ref).containsExactly("re_hand");
    assertThat(stub.query("view", CaseView.class).requests())
        .extracting(RequestView::reference)
        .containsExactly("re_hand");
  }

  @Test
  void two_tickets_ask_for_different_parts_of_one_payment_and_each_learns_of_its_own() {
    world.says(1, CommandKind.SEND, "lena", "10", Role.REQUESTER);
    world.says(2, CommandKind.SEND, "omar", "11", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    hint(stub, 2);

    CaseResult result = result(stub);
    assertThat(result.ends()).hasSize(2);
    assertThat(world.refunds)
        .extracting(r -> r.amount().minor())
        .containsExactlyInAnyOrder(1000L, 1100L);
    assertThat(world.writes)
        .filteredOn(w -> w.ticket().equals(new TicketId("2")))
        .last()
        .extracting(w -> w.view().state())
        .isEqualTo(TicketState.DONE);
  }

  @Test
  void the_same_wish_twice_is_one_request() {
    world.says(1, CommandKind.SEND, "lena", "10", Role.REQUESTER);
    world.says(1, CommandKind.SEND, "lena", "10.00", Role.REQUESTER);

    CaseResult result = result(submit(1));

    assertThat(result.ends()).hasSize(1);
    assertThat(world.refunds).hasSize(1);
    assertThat(world.used).containsKeys("audit-1", "audit-2");
  }

  @Test
  void a_wish_that_joined_without_a_trace_in_the_ticket_is_marked_as_used_by_a_later_write() {
    world.fieldEmptied = true;
    world.says(1, CommandKind.SEND, "lena", "180", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    untilTold(TicketState.NEEDS_APPROVAL);
    world.says(1, CommandKind.SEND, "omar", "180", Role.REQUESTER);
    hint(stub, 1);
    world.says(1, CommandKind.APPROVE, "ana", "180", Role.APPROVER);
    hint(stub, 1);

    assertThat(result(stub).ends()).hasSize(1);
    assertThat(world.used).containsKeys("audit-1", "audit-2", "audit-3");
  }

  @Test
  void the_same_wish_again_later_asks_a_person_and_gets_a_name_of_its_own() {
    world.says(1, CommandKind.SEND, "lena", "10", Role.REQUESTER);
    result(submit(1));
    world.says(1, CommandKind.SEND, "lena", "10", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.NEEDS_APPROVAL);
    untilTold(TicketState.NEEDS_APPROVAL);
    world.says(1, CommandKind.APPROVE, "ana", "10", Role.APPROVER);
    hint(stub, 1);

    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
    assertThat(world.refunds)
        .extracting(PaymentFacts.Refund::operation)
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void a_declined_refund_is_rejected_with_a_next_step_and_a_new_macro_sends_it_afresh() {
    world.says(1, CommandKind.SEND, "lena", "10", Role.REQUESTER);
    world.sends.add(Send.DECLINE);
    assertThat(result(submit(1)).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.REJECTED);
    assertThat(world.lastView()).extracting("state").isEqualTo(TicketState.REJECTED);

    world.says(1, CommandKind.SEND, "lena", "10", Role.REQUESTER);
    assertThat(result(submit(1)).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
  }

  @Test
  void somebody_elses_payment_needs_a_person_and_shows_no_facts() {
    world.payer = new PersonTag("00000000000000bb");
    world.says(1, CommandKind.SEND, "lena", "10", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.BLOCKED);
    untilTold(TicketState.NEEDS_PERSON);

    assertThat(String.join("\n", world.writes.get(1).view().note())).doesNotContain("10.00", "EUR");
    assertThat(world.writes).allMatch(write -> write.minds().isEmpty());
    assertThat(decide(stub, DecisionKind.REFUSE, "lead-2", "").accepted()).isTrue();
    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.REFUSED);
    assertThat(world.refunds).isEmpty();
  }

  @Test
  void a_pending_refund_is_handed_to_its_settlement_above_every_revision_of_ours() {
    world.accepts = Outcome.Kind.PENDING;
    world.says(1, CommandKind.SEND, "lena", "10", Role.REQUESTER);
    result(submit(1));

    assertThat(world.settlements).hasSize(1);
    assertThat(world.settlements.get(0).revision())
        .isGreaterThan(world.writes.get(world.writes.size() - 1).revision());
    assertThat(world.lastView()).extracting("state").isEqualTo(TicketState.PENDING);
  }

  @Test
  void why_it_was_refused_stands_in_ticket_and_record() {
    world.says(1, CommandKind.SEND, "lena", "180", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.NEEDS_APPROVAL);
    untilTold(TicketState.NEEDS_APPROVAL);

    world.says(1, CommandKind.REFUSE, "ana", "", Role.APPROVER);
    world.because("suspicious");
    hint(stub, 1);

    untilNote("refused by ana (suspicious)");
    assertThat(result(stub).ends())
        .extracting(CaseResult.End::reason)
        .containsExactly("refused by ana (suspicious)");
    assertThat(view(stub).requests().get(0).record())
        .extracting(Entry::what)
        .contains("refuse: suspicious");
  }

  @Test
  void of_many_that_do_not_count_at_once_each_is_named_with_why() {
    world.says(1, CommandKind.SEND, "lena", "180", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.NEEDS_APPROVAL);
    untilTold(TicketState.NEEDS_APPROVAL);

    world.saysInVain(1, CommandKind.RETRY, "rob", "a trigger set it");
    world.saysInVain(1, CommandKind.APPROVE, "ana", "that takes the role approver");
    world.saysInVain(1, CommandKind.APPROVE, "ben", "that takes the role approver");
    world.saysInVain(1, CommandKind.REFUSE, "kim", "it came by e-mail");
    hint(stub, 1);

    untilNote("not counted");
    assertThat(world.views().get(world.views().size() - 1).note())
        .containsExactly(
            "Macro by rob not counted: a trigger set it.",
            "Approval by ana not counted: that takes the role approver.",
            "Someone else in Refund approvers must decide.",
            "And 2 more were not counted: Approval by ben (that takes the role approver); Refusal"
                + " by kim (it came by e-mail).");
  }

  @Test
  void an_answer_leaves_the_fields_of_a_ticket_to_the_settlement_that_writes_them_now() {
    world.accepts = Outcome.Kind.PENDING;
    world.says(1, CommandKind.SEND, "lena", "10", Role.REQUESTER);
    world.whenHandedOver =
        () -> {
          world.byHand(1, "fin", "re_byhand", Role.FINANCE);
          submit(1);
        };

    result(submit(1));

    assertThat(world.notes()).last().asString().contains("Macro by fin not counted");
    assertThat(world.lastView())
        .extracting("state", "waitsFor", "reference")
        .containsExactly(null, null, "");
  }

  @Test
  void zendesk_away_after_the_money_moved_ends_with_the_newest_truth_only() {
    world.says(1, CommandKind.SEND, "lena", "180", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    untilTold(TicketState.NEEDS_APPROVAL);
    world.ticketsAway = true;
    assertThat(decide(stub, DecisionKind.APPROVE, "lead-2", "").accepted()).isTrue();
    env.sleep(Duration.ofHours(2));
    assertThat(world.refunds).hasSize(1);
    world.ticketsAway = false;

    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
    assertThat(world.views())
        .extracting("state")
        .containsExactly(TicketState.WORKING, TicketState.NEEDS_APPROVAL, TicketState.DONE);
  }

  @Test
  void a_cancellation_in_temporal_is_noted_and_the_refund_still_ends_truthfully() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.away = true;
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.WAITING);
    stub.cancel();
    env.sleep(Duration.ofMinutes(1));
    assertThat(view(stub).requests().get(0).record()).extracting("step").contains("cancel");
    world.away = false;

    assertThatThrownBy(() -> result(stub)).isInstanceOf(WorkflowFailedException.class);
    assertThat(world.refunds).hasSize(1);
    assertThat(world.lastView()).extracting("state").isEqualTo(TicketState.DONE);
  }

  @Test
  void a_note_that_the_ticket_system_refuses_is_not_tried_in_a_hot_loop() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.refusesNotes = FailureType.BAD_ANSWER;
    WorkflowStub stub = submit(1);
    env.sleep(Duration.ofHours(2));

    assertThat(world.showsTried.get()).isLessThan(40);
    assertThat(view(stub).ticketsBehind()).containsExactly("1");
    world.refusesNotes = null;
    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
  }

  @Test
  void a_newer_view_does_not_wait_for_one_that_the_ticket_system_refuses() {
    world.says(1, CommandKind.SEND, "lena", "180", Role.REQUESTER);
    world.refusesNotes = FailureType.BAD_ANSWER;
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.NEEDS_APPROVAL);
    env.sleep(Duration.ofSeconds(30));
    world.refusesNotes = null;

    assertThat(decide(stub, DecisionKind.APPROVE, "lead-2", "").accepted()).isTrue();

    untilTold(TicketState.DONE);
    assertThat(result(stub).ends()).hasSize(1);
  }

  @Test
  void a_ticket_write_whose_answer_is_lost_for_hours_leaves_no_events() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.refusesNotes = FailureType.IN_DOUBT;
    WorkflowStub stub = submit(1);
    env.sleep(Duration.ofHours(3));

    assertThat(env.getWorkflowClient().fetchHistory("refund-test-pi_fake").getEvents())
        .hasSizeLessThan(80);
    world.refusesNotes = null;
    assertThat(result(stub).ends()).hasSize(1);
  }

  @Test
  void decisions_without_proof_outdated_or_not_offered_are_refused_with_the_reason() {
    world.says(1, CommandKind.SEND, "lena", "180", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.NEEDS_APPROVAL);

    assertThat(decide(stub, DecisionKind.APPROVE, "mallory", "").reason()).contains("no proof");
    assertThat(decide(stub, DecisionKind.APPROVE, "lead-2", "pay#7").reason())
        .contains("pay#7", "approve#1");
    assertThat(decide(stub, DecisionKind.CHECKED_NONE, "lead-2", "").reason())
        .contains("possible: approve");
    assertThat(world.refunds).isEmpty();
    assertThat(view(stub).requests().get(0).record())
        .filteredOn(e -> e.step().equals("decision"))
        .hasSize(3);
  }

  @Test
  void a_signal_that_is_no_decision_is_refused_on_record_and_the_case_goes_on() {
    world.says(1, CommandKind.SEND, "lena", "180", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.NEEDS_APPROVAL);

    stub.signal("decision", Map.of());
    stub.signal("decision", Map.of("id", "s-1", "blockId", "", "actor", "mallory"));
    stub.signal(
        "decision",
        new Decision("s-2", "", DecisionKind.APPROVE, "{{x}}" + "y".repeat(9_000), "", "", ""));
    stub.signal("decision", Map.of("id", "s-3", "kind", "APPROVE"));

    world.says(1, CommandKind.APPROVE, "ana", "180", Role.APPROVER);
    hint(stub, 1);
    assertThat(result(stub).ends())
        .extracting(CaseResult.End::status)
        .containsExactly(CaseStatus.COMPLETED);
    assertThat(refusals(stub)).hasSize(4).allMatch(entry -> entry.by().length() <= 200);
    assertThat(refusals(stub)).noneMatch(entry -> entry.by().contains("{{"));
  }

  private static List<Entry> refusals(WorkflowStub stub) {
    return stub.query("view", CaseView.class).requests().get(0).record().stream()
        .filter(entry -> entry.what().contains("not counted"))
        .toList();
  }

  @Test
  void a_refund_that_failed_before_this_was_asked_for_hears_of_it_and_no_other() {
    world.captured = 100_000;
    world.refunds.add(failed("re_8", 2_490));
    world.refunds.add(failed("re_9", 700));
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);

    result(submit(1));

    assertThat(world.sentAgain).containsExactly(new SentAgain("re_3", List.of("re_8")));
  }

  @Test
  void a_refund_that_fails_while_another_waits_is_not_taken_for_sent_again() {
    world.captured = 100_000;
    world.says(1, CommandKind.SEND, "lena", "180", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.NEEDS_APPROVAL);
    untilTold(TicketState.NEEDS_APPROVAL);
    world.refunds.add(failed("re_8", 18_000));

    world.says(1, CommandKind.APPROVE, "ana", "", Role.APPROVER);
    hint(stub, 1);
    result(stub);

    assertThat(world.refunds).hasSize(2);
    assertThat(world.sentAgain).isEmpty();
  }

  private static PaymentFacts.Refund failed(String ref, long minor) {
    return new PaymentFacts.Refund(
        ref,
        new Money(minor, "EUR"),
        false,
        FakeWorld.PAYMENT + "/00000000000000a1/pay",
        "audit-0",
        Instant.EPOCH);
  }

  @Test
  void a_signal_with_the_number_of_an_audit_says_what_that_audit_says_once() {
    world.captured = 100_000;
    world.says(1, CommandKind.SEND, "lena", "600", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.NEEDS_APPROVAL);
    untilTold(TicketState.NEEDS_APPROVAL);
    String approval = world.says(1, CommandKind.APPROVE, "ana", "", Role.APPROVER).id();

    stub.signal(
        "decision", new Decision("d-1", "", DecisionKind.APPROVE, "whoever", "", approval, ""));
    hint(stub, 1);
    // Finance is still to agree: the first one's audit is used up.
    for (int i = 0;
        i < 200 && !(waitsAt(view(stub), "approve#2") && world.used.containsKey(approval));
        i++) {
      env.sleep(Duration.ofSeconds(1));
    }
    Verdict again =
        stub.update(
            "decide",
            Verdict.class,
            new Decision("d-2", "", DecisionKind.APPROVE, "whoever", "", approval, ""));

    assertThat(again.reason()).isEqualTo("what this audit says was dealt with before");
    assertThat(world.refunds).isEmpty();
    assertThat(view(stub).requests())
        .flatExtracting(RequestView::record)
        .filteredOn(e -> e.what().equals("approve"))
        .singleElement()
        .satisfies(e -> assertThat(e.by()).isEqualTo("ana"));
    assertThat(world.notes()).noneMatch(n -> n.contains("not counted"));
    assertThat(world.used).containsKey(approval);
  }

  @Test
  void an_audit_of_the_requester_is_no_second_pair_of_eyes_whoever_points_at_it() {
    world.says(1, CommandKind.SEND, "lena", "180", Role.REQUESTER);
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.NEEDS_APPROVAL);
    untilTold(TicketState.NEEDS_APPROVAL);
    String own = world.says(1, CommandKind.APPROVE, "lena", "", Role.APPROVER).id();

    Verdict verdict =
        stub.update(
            "decide",
            Verdict.class,
            new Decision("d-1", "", DecisionKind.APPROVE, "lead-2", "", own, ""));

    assertThat(verdict.reason()).isEqualTo("the same person asked for this refund");
    assertThat(world.refunds).isEmpty();
  }

  /** A yes is no way out: what a check has stopped is checked again before it goes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "request_not_proven",
        "command_used",
        "edited",
        "approval_missing",
        "same_person",
        "requester_changed",
        "foreign_refund",
        "own_money",
        "amount_changed",
        "not_refundable",
        "disputed",
        "risk_hold",
        "by_hand",
        "look_alike",
        "away"
      })
  void each_wait_for_a_send_can_be_left_without_the_payment_system(String code) {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.people.put("lead-1", List.of(Role.REQUESTER, Role.APPROVER, Role.FINANCE));
    world.away = code.equals("away");
    world.stopsSend = world.away ? null : Outcome.stopped(code, "it may not go");
    WorkflowStub stub = submit(1);
    until(stub, world.away ? CaseStatus.WAITING : CaseStatus.BLOCKED);

    assertThat(block(stub).offers())
        .containsAnyOf(DecisionKind.WITHDRAW, DecisionKind.DONE_BY_HAND, DecisionKind.REFUSE);
    DecisionKind way =
        block(stub).offers().stream()
            .filter(kind -> kind != DecisionKind.RETRY && kind != DecisionKind.APPROVE)
            .findFirst()
            .orElseThrow();
    if (way == DecisionKind.DONE_BY_HAND) {
      world.refunds.add(
          new PaymentFacts.Refund("re_hand", new Money(2490, "EUR"), true, "", "", Instant.EPOCH));
    }
    Verdict verdict =
        stub.update(
            "decide",
            Verdict.class,
            new Decision("d-1", block(stub).id(), way, "lead-1", "test", "", "re_hand"));

    assertThat(verdict.accepted()).isTrue();
    assertThat(result(stub).ends()).hasSize(1);
  }

  private Verdict decide(WorkflowStub stub, DecisionKind kind, String actor, String block) {
    return stub.update(
        "decide",
        Verdict.class,
        new Decision("d-" + actor + kind + block, block, kind, actor, "test", "", ""));
  }

  private static boolean waitsAt(CaseView view, String block) {
    Block open = view.requests().get(0).block();
    return open != null && open.id().equals(block);
  }

  private boolean isOpen() {
    return described().getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  private WorkflowExecutionInfo described() {
    return env.getWorkflowClient()
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(env.getNamespace())
                .setExecution(
                    WorkflowExecution.newBuilder().setWorkflowId("refund-test-pi_fake").build())
                .build())
        .getWorkflowExecutionInfo();
  }

  private String attribute(String name) {
    return described()
        .getSearchAttributes()
        .getIndexedFieldsMap()
        .getOrDefault(name, Payload.getDefaultInstance())
        .getData()
        .toStringUtf8();
  }

  private WorkflowStub submit(int ticket) {
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
            new Object[] {new TicketHint(new TicketId("" + ticket), "test")},
            new Object[] {FakeWorld.PAYMENT});
    return stub;
  }

  private WorkflowStub theCase() {
    return env.getWorkflowClient().newUntypedWorkflowStub("refund-test-pi_fake");
  }

  /** A refund whose send got lost; its system is away from then on. */
  private WorkflowStub inDoubt() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.sends.add(Send.LOST_BEFORE);
    WorkflowStub stub = submit(1);
    until(stub, CaseStatus.IN_DOUBT);
    return stub;
  }

  private static void hint(WorkflowStub stub, int ticket) {
    stub.signal("submit", new TicketHint(new TicketId("" + ticket), "test"));
  }

  private static CaseResult result(WorkflowStub stub) {
    return stub.getResult(CaseResult.class);
  }

  private static CaseView view(WorkflowStub stub) {
    return stub.query("view", CaseView.class);
  }

  private static Block block(WorkflowStub stub) {
    List<Block> open =
        view(stub).requests().stream().map(r -> r.block()).filter(b -> b != null).toList();
    return open.get(0);
  }

  private void until(WorkflowStub stub, CaseStatus status) {
    pass(() -> view(stub).status() == status);
    assertThat(view(stub).status()).isEqualTo(status);
  }

  private void untilTold(TicketState state) {
    pass(() -> world.views().stream().anyMatch(v -> v.state() == state));
    assertThat(world.views()).extracting("state").contains(state);
  }

  private void untilNote(String line) {
    pass(() -> world.notes().stream().anyMatch(n -> n.contains(line)));
    assertThat(world.notes()).anyMatch(n -> n.contains(line));
  }

  /**
   * Lets workflow time pass, a little at a time, until something holds. On a busy machine that time
   * runs ahead of the worker, which is waited for then.
   */
  private void pass(BooleanSupplier holds) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    for (int i = 0; !holds.getAsBoolean() && (i < 200 || System.nanoTime() < deadline); i++) {
      if (i < 200) {
        env.sleep(Duration.ofSeconds(1));
      } else {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }
}
