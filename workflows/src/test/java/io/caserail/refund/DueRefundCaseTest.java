package io.caserail.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.caserail.client.CaseData;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.Claim;
import io.caserail.port.CommandKind;
import io.caserail.port.DueRefund;
import io.caserail.port.Origin;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RequestFields;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketHint;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.record.CaseResult;
import io.caserail.record.CaseView;
import io.caserail.record.Entry;
import io.caserail.refund.FakeWorld.Send;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A payment's case that another case asks for a refund. */
class DueRefundCaseTest {
  private static final String PARENT = "cancellation-test-ord_1";

  private final FakeWorld world = new FakeWorld();
  private final TestWorkflowEnvironment env =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build())
              .build());
  private @Nullable WorkflowStub last;

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
        RefundWorkflowImpl.class,
        SleeperWorkflowImpl.class);
    cases.registerActivitiesImplementations(world);
    env.newWorker(TaskQueues.TICKETS).registerActivitiesImplementations(world);
    env.newWorker(TaskQueues.PAYMENTS).registerActivitiesImplementations(world);
    env.start();
  }

  @AfterEach
  void stop() {
    env.close();
  }

  // ---- the way through ----

  @Test
  void it_is_not_forgotten_where_passing_on_what_another_case_is_asked_fails() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    world.aboutPayment("pi_other");
    world.forwardsFail.set(1);

    ask(due("24.90"));

    assertThat(ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(world.refunds).hasSize(1);
  }

  @Test
  void it_is_sent_by_the_click_that_asked_for_what_it_follows_from() {
    ask(due("24.90"));

    assertThat(ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(world.refunds)
        .extracting(PaymentFacts.Refund::amount, PaymentFacts.Refund::command)
        .containsExactly(tuple(new Money(2490, "EUR"), "audit-7"));
    assertThat(became(due("24.90")))
        .extracting(Outcome::kind, Outcome::ref)
        .containsExactly(Outcome.Kind.SUCCEEDED, "re_1");
    assertThat(world.views())
        .extracting("state")
        .containsExactly(TicketState.WORKING, TicketState.DONE);
    assertThat(view().requests().get(0).record())
        .extracting(Entry::what)
        .contains("follows from the cancellation of ord_1 (ord_1/00000000000000c1/refund#0)");
  }

  @Test
  void the_case_that_waits_for_it_is_woken_when_it_has_ended() {
    WorkflowStub parent = sleeper();
    ask(due("24.90"));
    assertThat(ending()).isEqualTo(CaseStatus.COMPLETED);

    assertThat(parent.getResult(String.class)).isEqualTo("ord_1/00000000000000c1/refund#0");
  }

  @Test
  void asked_for_twice_while_it_is_open_it_is_one_request() {
    world.lookUpAway = true;
    ask(due("24.90"));
    until(() -> !view().requests().isEmpty());
    ask(due("24.90"));
    world.lookUpAway = false;

    assertThat(ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(world.refunds).hasSize(1);
  }

  @Test
  void asked_for_again_after_its_end_it_finds_itself_and_asks_nobody() {
    world.says(1, CommandKind.SEND, "lena", "", Role.REQUESTER);
    world.used.put("audit-1", true);
    ask(due("60.00"));
    approve();
    assertThat(ending()).isEqualTo(CaseStatus.COMPLETED);

    ask(due("60.00"));

    assertThat(ending()).isEqualTo(CaseStatus.DUPLICATE);
    assertThat(world.refunds).hasSize(1);
    assertThat(became(due("60.00")))
        .extracting(Outcome::kind, Outcome::ref)
        .containsExactly(Outcome.Kind.SUCCEEDED, "re_1");
  }

  @Test
  void an_answer_lost_after_the_send_is_found_and_not_sent_again() {
    world.sends.add(Send.LOST_AFTER);
    ask(due("24.90"));

    assertThat(ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(world.refunds).hasSize(1);
  }

  // ---- people ----

  @Test
  void above_the_limit_it_asks_in_the_same_ticket_and_is_open_meanwhile() {
    ask(due("60.00"));
    untilTold(TicketState.NEEDS_APPROVAL);

    assertThat(became(due("60.00")).kind()).isEqualTo(Outcome.Kind.PENDING);
    assertThat(Objects.requireNonNull(world.lastView()).note())
        .element(0)
        .isEqualTo("Approval needed: 60.00 EUR (of pi_fake). Asked by Lena: cancelled in window.");
    assertThat(Objects.requireNonNull(world.lastView()).note().get(3))
        .contains("while Refund payment holds pi_fake and Refund amount 60");
    assertThat(world.views())
        .extracting(TicketView::fields)
        .containsOnly(new RequestFields(CaseKind.REFUND, FakeWorld.PAYMENT, "60"));
    approve();

    assertThat(ending()).isEqualTo(CaseStatus.COMPLETED);
  }

  @Test
  void whoever_asked_for_the_cancellation_can_not_approve_it() {
    ask(due("60.00"));
    untilTold(TicketState.NEEDS_APPROVAL);

    world.says(1, CommandKind.APPROVE, "lena", "60", Role.APPROVER);
    hint();

    untilNote("Approval by lena not counted: the same person asked for this refund.");
    assertThat(world.refunds).isEmpty();
  }

  @Test
  void a_refusal_is_told_to_whoever_waits() {
    ask(due("60.00"));
    untilTold(TicketState.NEEDS_APPROVAL);
    world.says(1, CommandKind.REFUSE, "ana", "", Role.APPROVER);
    hint();

    assertThat(ending()).isEqualTo(CaseStatus.REFUSED);
    assertThat(became(due("60.00")))
        .extracting(Outcome::kind, Outcome::code, Outcome::evidence)
        .containsExactly(Outcome.Kind.REJECTED, "refund_refused", "refused by ana");
    assertThat(Objects.requireNonNull(world.lastView()).note().get(3))
        .isEqualTo("Do now: what the note of the cancellation says: it waits for this refund.");
  }

  @Test
  void nobody_decides_in_time_and_whoever_waits_hears_of_it() {
    ask(due("60.00"));

    assertThat(ending()).isEqualTo(CaseStatus.EXPIRED);
    assertThat(became(due("60.00")).code()).isEqualTo("refund_expired");
  }

  @Test
  void a_no_of_the_payment_system_is_told_to_whoever_waits() {
    world.sends.add(Send.DECLINE);
    ask(due("24.90"));

    assertThat(ending()).isEqualTo(CaseStatus.REJECTED);
    assertThat(became(due("24.90")))
        .extracting(Outcome::code, Outcome::evidence)
        .containsExactly("refund_rejected", "Stripe declined it");
  }

  @Test
  void after_a_no_another_copy_is_another_request_in_the_same_run() {
    world.sends.add(Send.DECLINE);
    ask(due("24.90"));
    until(() -> became(due("24.90")).kind() == Outcome.Kind.REJECTED);

    ask(due("24.90", 1));

    until(() -> became(due("24.90", 1)).kind() == Outcome.Kind.SUCCEEDED);
    assertThat(world.refunds).hasSize(1);
  }

  @Test
  void withdrawn_while_it_waits_its_turn_it_has_ended_too() {
    world.says(2, CommandKind.SEND, "otto", "70", Role.REQUESTER);
    submit(2);
    until(() -> view().status() == CaseStatus.NEEDS_APPROVAL);
    ask(due("24.90"));
    untilNote("Refund waits for another refund of the same payment. Owner: Caserail.");

    world.says(1, CommandKind.WITHDRAW, "ana", "", Role.APPROVER);
    hint();

    until(() -> became(due("24.90")).kind() == Outcome.Kind.REJECTED);
    assertThat(became(due("24.90")).code()).isEqualTo("refund_withdrawn");
  }

  @Test
  void beside_a_persons_own_request_for_the_same_money_it_is_a_look_alike() {
    world.says(1, CommandKind.SEND, "lena", "24.90", Role.REQUESTER);
    submit(1);
    assertThat(ending()).isEqualTo(CaseStatus.COMPLETED);

    ask(due("24.90"));

    untilNote("the same amount was refunded before (re_1)");
    assertThat(world.refunds).hasSize(1);
  }

  // ---- what must not harm it ----

  @Test
  void half_a_hand_over_harms_nothing() {
    world.lookUpAway = true;
    ask(due("24.90"));
    current().signal("refundDue", Map.of("parent", "x"));
    current().signal("refundDue", (Object) null);
    world.lookUpAway = false;

    assertThat(ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(world.refunds).hasSize(1);
  }

  @Test
  void a_case_that_was_never_asked_says_so() {
    ask(due("24.90"));
    assertThat(ending()).isEqualTo(CaseStatus.COMPLETED);

    assertThat(became(due("24.90", 3)).kind()).isEqualTo(Outcome.Kind.ABSENT);
  }

  // ---- what a test says ----

  static DueRefund due(String amount) {
    return due(amount, 0);
  }

  static DueRefund due(String amount, int copy) {
    return new DueRefund(
        new Origin(
            CaseKind.CANCELLATION,
            new ObjectId("ord_1"),
            new OperationId("ord_1/00000000000000c1/refund"),
            copy),
        PARENT,
        FakeWorld.PAYMENT,
        Money.parse(amount, "EUR"),
        "cancelled_in_window",
        new TicketId("1"),
        new Claim("audit-7", "lena", ""),
        "Lena",
        new PersonTag("none"),
        Instant.EPOCH);
  }

  private void ask(DueRefund due) {
    last = stub();
    WorkflowExecution unused =
        last.signalWithStart("refundDue", new Object[] {due}, new Object[] {FakeWorld.PAYMENT});
  }

  private void submit(int ticket) {
    last = stub();
    WorkflowExecution unused =
        last.signalWithStart(
            "submit",
            new Object[] {new TicketHint(new TicketId("" + ticket), "test")},
            new Object[] {FakeWorld.PAYMENT});
  }

  private void approve() {
    untilTold(TicketState.NEEDS_APPROVAL);
    world.says(1, CommandKind.APPROVE, "ana", "60", Role.APPROVER);
    hint();
  }

  private void hint() {
    current().signal("submit", new TicketHint(new TicketId("1"), "test"));
  }

  private WorkflowStub stub() {
    return env.getWorkflowClient()
        .newUntypedWorkflowStub(
            "RefundWorkflow",
            WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.CASES)
                .setWorkflowId("refund-test-pi_fake")
                .build());
  }

  private WorkflowStub current() {
    return env.getWorkflowClient().newUntypedWorkflowStub("refund-test-pi_fake");
  }

  private Outcome became(DueRefund due) {
    return current().query("became", Outcome.class, due.origin().name());
  }

  private CaseView view() {
    return current().query("view", CaseView.class);
  }

  private CaseStatus ending() {
    List<CaseResult.End> ends = Objects.requireNonNull(last).getResult(CaseResult.class).ends();
    return ends.get(ends.size() - 1).status();
  }

  private WorkflowStub sleeper() {
    WorkflowStub parent =
        env.getWorkflowClient()
            .newUntypedWorkflowStub(
                "Sleeper",
                WorkflowOptions.newBuilder()
                    .setTaskQueue(TaskQueues.CASES)
                    .setWorkflowId(PARENT)
                    .build());
    WorkflowExecution unused = parent.start();
    return parent;
  }

  private void untilTold(TicketState state) {
    until(() -> world.views().stream().anyMatch(v -> v.state() == state));
  }

  private void untilNote(String line) {
    until(() -> world.notes().stream().anyMatch(n -> n.contains(line)));
  }

  private void until(BooleanSupplier there) {
    for (int i = 0; i < 200 && !there.getAsBoolean(); i++) {
      env.sleep(Duration.ofSeconds(1));
    }
    assertThat(there.getAsBoolean()).as("%s", world.notes()).isTrue();
  }

  /** A case that waits until it is woken. */
  @WorkflowInterface
  public interface Sleeper {
    /** Returns what it was woken with. */
    @WorkflowMethod
    String run();

    /** Wakes it. */
    @SignalMethod
    void wake(String event);
  }

  /** Sleeps. */
  public static final class SleeperWorkflowImpl implements Sleeper {
    private String woken = "";

    @Override
    public String run() {
      Workflow.await(() -> !woken.isEmpty());
      return woken;
    }

    @Override
    public void wake(String event) {
      woken = event;
    }
  }
}
