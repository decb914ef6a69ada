package io.caserail.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseData;
import io.caserail.decision.Block;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.CommandKind;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketHint;
import io.caserail.port.TicketState;
import io.caserail.port.WaitsFor;
import io.caserail.record.CaseResult;
import io.caserail.record.CaseView;
import io.caserail.record.StepLine;
import io.caserail.record.StepState;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may be said about an open case at any time, and what time does to a question. */
class OpenCaseTest {
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
    cases.registerWorkflowImplementationTypes(RefundWorkflowImpl.class);
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
  void a_withdrawal_that_comes_while_nothing_waits_stops_the_case_before_money_moves() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.lookUpAway = true;
    WorkflowStub stub = submit();
    until(stub, view -> !view.requests().isEmpty());
    assertThat(block(stub)).isNull();

    world.says(1, CommandKind.WITHDRAW, "lena", "", Role.REQUESTER);
    hint(stub);
    until(stub, view -> record(view).contains("withdraw"));
    world.lookUpAway = false;

    assertThat(result(stub)).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(world.refunds).isEmpty();
    assertThat(world.lastView()).extracting("state").isEqualTo(TicketState.WITHDRAWN);
  }

  @Test
  void a_refund_in_doubt_can_not_be_withdrawn_before_it_is_known_what_happened() {
    world.sends.add(FakeWorld.Send.LOST_BEFORE);
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    WorkflowStub stub = submit();
    until(stub, view -> view.status() == CaseStatus.IN_DOUBT);

    Verdict verdict = say(stub, "d1", DecisionKind.WITHDRAW, "", null, "");

    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.reason()).startsWith("withdraw is not possible now");
    world.away = false;
    assertThat(result(stub)).isEqualTo(CaseStatus.COMPLETED);
  }

  @Test
  void a_question_that_was_extended_does_not_expire_at_its_old_time() {
    WorkflowStub stub = needsApproval();
    Instant until = Instant.ofEpochMilli(env.currentTimeMillis()).plus(Duration.ofDays(2));

    assertThat(say(stub, "d1", DecisionKind.EXTEND, "", until, "").accepted()).isTrue();
    untilListed(stub, SearchKeys.DUE_AT, until.atOffset(ZoneOffset.UTC));
    env.sleep(Duration.ofHours(30));

    assertThat(view(stub).status()).isEqualTo(CaseStatus.NEEDS_APPROVAL);
    assertThat(result(stub)).isEqualTo(CaseStatus.EXPIRED);
  }

  @Test
  void a_case_that_was_handed_over_names_its_new_owner_everywhere() {
    WorkflowStub stub = needsApproval();

    say(stub, "d1", DecisionKind.HAND_OVER, "", null, "Payments night shift");

    untilNote("Owner: Payments night shift");
    assertThat(block(stub)).extracting("owner").isEqualTo("Payments night shift");
    untilListed(stub, SearchKeys.OWNER, "Payments night shift");
  }

  @Test
  void an_amendment_made_on_an_older_view_is_refused_and_on_record() {
    WorkflowStub stub = needsApproval();
    String seen = view(stub).standing();
    say(stub, "d1", DecisionKind.HAND_OVER, seen, null, "Payments");

    Verdict verdict = say(stub, "d2", DecisionKind.HAND_OVER, seen, null, "Nobody");

    assertThat(verdict.reason()).contains("the case has moved on since");
    assertThat(record(view(stub))).contains("hand over (not counted: ");
  }

  @Test
  void an_extension_without_a_time_is_refused() {
    WorkflowStub stub = needsApproval();

    assertThat(say(stub, "d1", DecisionKind.EXTEND, "", null, "").reason())
        .startsWith("it needs a time from now on");
  }

  @Test
  void an_open_question_is_asked_once_more_and_then_goes_to_the_duty_lead() {
    WorkflowStub stub = needsApproval();

    env.sleep(Duration.ofMinutes(121));
    untilNote("Reminder: Approval needed: 180.00 EUR");
    assertThat(block(stub)).extracting("owner").isEqualTo("Refund approvers");
    env.sleep(Duration.ofHours(2));

    untilNote("Owner: the duty lead until ");
    assertThat(block(stub)).extracting("owner").isEqualTo(Block.DUTY_LEAD);
    untilListed(stub, SearchKeys.OWNER, Block.DUTY_LEAD);
    assertThat(world.lastView()).extracting("waitsFor").isEqualTo(WaitsFor.LEAD);
  }

  @Test
  void an_approval_that_answers_the_first_note_still_counts_after_the_reminder() {
    WorkflowStub stub = needsApproval();
    world.says(1, CommandKind.APPROVE, "ana", "180", Role.APPROVER);
    env.sleep(Duration.ofMinutes(121));
    untilNote("Reminder: ");

    hint(stub);

    assertThat(result(stub)).isEqualTo(CaseStatus.COMPLETED);
  }

  @Test
  void the_ledger_says_of_each_effect_what_is_known_of_it() {
    world.sends.add(FakeWorld.Send.LOST_BEFORE);
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    WorkflowStub stub = submit();
    until(stub, view -> view.status() == CaseStatus.IN_DOUBT);
    assertThat(steps(stub)).extracting(StepLine::state).containsExactly(StepState.IN_DOUBT);
    world.away = false;
    result(stub);

    StepLine pay = steps(stub).get(0);

    assertThat(pay.state()).isEqualTo(StepState.DONE);
    assertThat(pay.reference()).isEqualTo("re_1");
    assertThat(pay.operation()).isEqualTo(world.refunds.get(0).operation());
  }

  private WorkflowStub needsApproval() {
    world.says(1, CommandKind.SEND, "lena", "180", Role.REQUESTER);
    WorkflowStub stub = submit();
    until(stub, view -> view.status() == CaseStatus.NEEDS_APPROVAL);
    untilNote("Approval needed");
    return stub;
  }

  private static Verdict say(
      WorkflowStub stub,
      String id,
      DecisionKind kind,
      String block,
      @Nullable Instant until,
      String to) {
    return stub.update(
        "decide", Verdict.class, new Decision(id, block, kind, "lead", "test", "", "", until, to));
  }

  private WorkflowStub submit() {
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

  private static CaseStatus result(WorkflowStub stub) {
    return stub.getResult(CaseResult.class).ends().get(0).status();
  }

  private static CaseView view(WorkflowStub stub) {
    return stub.query("view", CaseView.class);
  }

  private static @Nullable Block block(WorkflowStub stub) {
    return view(stub).requests().get(0).block();
  }

  private static List<StepLine> steps(WorkflowStub stub) {
    return view(stub).requests().get(0).steps();
  }

  private static String record(CaseView view) {
    return view.requests().isEmpty() ? "" : view.requests().get(0).record().toString();
  }

  private interface Seen {
    boolean in(CaseView view);
  }

  /** Lets workflow time pass, a little at a time, until the case is there. */
  private void until(WorkflowStub stub, Seen seen) {
    for (int i = 0; i < 200 && !seen.in(view(stub)); i++) {
      env.sleep(Duration.ofSeconds(1));
    }
    assertThat(seen.in(view(stub))).as("%s", view(stub)).isTrue();
  }

  private void untilNote(String line) {
    for (int i = 0; i < 200 && world.notes().stream().noneMatch(n -> n.contains(line)); i++) {
      env.sleep(Duration.ofSeconds(1));
    }
    assertThat(world.notes()).anyMatch(n -> n.contains(line));
  }

  private <T> void untilListed(WorkflowStub stub, SearchAttributeKey<T> key, T value) {
    for (int i = 0; i < 200 && !value.equals(listed(stub, key)); i++) {
      env.sleep(Duration.ofSeconds(1));
    }
    assertThat(listed(stub, key)).isEqualTo(value);
  }

  private static <T> @Nullable T listed(WorkflowStub stub, SearchAttributeKey<T> key) {
    return stub.describe().getTypedSearchAttributes().get(key);
  }
}
