package io.caserail.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.client.NoSuchCase;
import io.caserail.decision.Block;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Digest;
import io.caserail.model.ObjectId;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.CommandKind;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketHint;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.record.CaseResult;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import io.caserail.refund.RefundWorkflowImpl;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A shop, and one cancellation in it, on the in-memory server with skipped time. */
final class CancellationScene implements AutoCloseable {
  static final ObjectId ORDER = new ObjectId("ord_1");
  static final ObjectId SUBSCRIPTION = new ObjectId("sub_1");

  final TestWorkflowEnvironment env =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setInitialTime(FakeShop.START)
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build())
              .build());
  final FakeShop shop = new FakeShop(this::now);
  final CaseClient client = new CaseClient(env.getWorkflowClient(), "test");
  private final ObjectId object;
  WorkflowStub stub;
  private int decisions;

  CancellationScene(ObjectId object) {
    this(object, false);
  }

  private CancellationScene(ObjectId object, boolean withRefunds) {
    this.object = object;
    SearchKeys.types().forEach(env::registerSearchAttribute);
    // A loaded machine lets a workflow thread wait for longer than the second that is allowed.
    Worker cases =
        env.newWorker(
            TaskQueues.CASES,
            WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(10_000).build());
    cases.registerWorkflowImplementationTypes(
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(Throwable.class)
            .build(),
        CancellationWorkflowImpl.class,
        RefundWorkflowImpl.class);
    cases.registerActivitiesImplementations(shop);
    if (withRefunds) {
      shop.refundCases = new AskedRefunds(client);
    }
    for (String queue :
        List.of(
            TaskQueues.TICKETS,
            TaskQueues.COMPANY,
            TaskQueues.BILLING,
            TaskQueues.FULFILMENT,
            TaskQueues.ACCESS,
            TaskQueues.PAYMENTS)) {
      env.newWorker(queue).registerActivitiesImplementations(shop);
    }
    env.start();
    stub = newStub();
  }

  private WorkflowStub newStub() {
    return env.getWorkflowClient()
        .newUntypedWorkflowStub(
            "CancellationWorkflow",
            WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.CASES)
                .setWorkflowId("cancellation-test-" + object)
                .build());
  }

  /** From here on the next run is meant. */
  void again() {
    stub = newStub();
  }

  static CancellationScene ofOrder() {
    return new CancellationScene(ORDER);
  }

  /** An order, whose refunds are real cases. */
  static CancellationScene withRefunds() {
    return new CancellationScene(ORDER, true);
  }

  /** A subscription of its own, half a year old. */
  static CancellationScene ofSubscription() {
    CancellationScene scene = new CancellationScene(SUBSCRIPTION);
    scene.shop.since = FakeShop.START.minus(Duration.ofDays(180));
    return scene;
  }

  Instant now() {
    return Instant.ofEpochMilli(env.currentTimeMillis());
  }

  /** Lena asks for it. */
  void ask(String when) {
    shop.says(object, CommandKind.SEND, "lena", when, Role.REQUESTER);
    submit();
  }

  void askBecause(String reason) {
    shop.says(object, CommandKind.SEND, "lena", "now", reason, "", Role.REQUESTER);
    submit();
  }

  /** Somebody says something by macro. */
  void say(CommandKind kind, String who, Role... roles) {
    shop.says(object, kind, who, "", roles);
    hint();
  }

  void sayByHand(String who, String reference, Role... roles) {
    shop.says(object, CommandKind.DONE_BY_HAND, who, "", "", reference, roles);
    hint();
  }

  void submit() {
    WorkflowExecution unused =
        stub.signalWithStart(
            "submit",
            new Object[] {new TicketHint(new TicketId("1"), "test")},
            new Object[] {object});
  }

  void hint() {
    stub.signal("submit", new TicketHint(new TicketId("1"), "test"));
  }

  void wake() {
    stub.signal("wake", "evt_1");
  }

  /** Somebody says something about a refund by macro, and its case hears of it. */
  void sayOfRefund(String payment, CommandKind kind, String who, Role... roles) {
    shop.saysOfRefund(payment, kind, who, roles);
    client.submit(
        CaseKind.REFUND, new ObjectId(payment), new TicketHint(new TicketId("1"), "test"));
  }

  /** The case of a payment's refunds; null when nobody has asked it for one. */
  @Nullable CaseView refund(String payment) {
    try {
      return client.view(client.refundId(new ObjectId(payment)));
    } catch (NoSuchCase e) {
      return null;
    }
  }

  void untilRefundIs(String payment, CaseStatus status) {
    until(
        "refund of " + payment + " is " + status,
        () -> {
          CaseView view = refund(payment);
          return view != null && view.status() == status;
        });
  }

  /** A lead decides over the command line. */
  Verdict decide(DecisionKind kind, String block) {
    return stub.update(
        "decide",
        Verdict.class,
        new Decision("d-" + ++decisions, block, kind, "lead-1", "test", "", "by-hand-1"));
  }

  Verdict decide(DecisionKind kind) {
    return decide(kind, "");
  }

  /** A lead decides, and does not wait for the answer. */
  WorkflowUpdateHandle<Verdict> startDecision(DecisionKind kind) {
    return startDecision(kind, "");
  }

  WorkflowUpdateHandle<Verdict> startDecision(DecisionKind kind, String block) {
    return startDecision(kind, block, "");
  }

  /** The same by the audit in which it was said. */
  WorkflowUpdateHandle<Verdict> startDecision(DecisionKind kind, String block, String audit) {
    return stub.startUpdate(
        "decide",
        WorkflowUpdateStage.ACCEPTED,
        Verdict.class,
        new Decision("d-" + ++decisions, block, kind, "lead-1", "test", audit, "by-hand-1"));
  }

  /** What the command names that people copy. */
  String blockId() {
    return view().requests().stream()
        .map(RequestView::block)
        .filter(Objects::nonNull)
        .map(Block::id)
        .findFirst()
        .orElseThrow();
  }

  CaseResult result() {
    return stub.getResult(CaseResult.class);
  }

  CaseStatus ending() {
    List<CaseResult.End> ends = result().ends();
    assertThat(ends).hasSize(1);
    return ends.get(0).status();
  }

  /** When the run was closed. */
  Instant closedAt() {
    Instant at = stub.describe().getCloseTime();
    assertThat(at).isNotNull();
    return at == null ? Instant.MAX : at;
  }

  boolean hasEnded() {
    CaseView view = view();
    return !view.requests().isEmpty() && view.status().isEnding();
  }

  CaseView view() {
    return stub.query("view", CaseView.class);
  }

  RequestView request() {
    return view().requests().get(0);
  }

  /** The name of a step's effect: of its request, and of the command that asked for it. */
  String operation(String step) {
    return "ord_1/" + request().key() + "/" + step + "." + Digest.hex(8, "audit-1");
  }

  @Nullable Block block() {
    List<RequestView> requests = view().requests();
    return requests.isEmpty() ? null : requests.get(requests.size() - 1).block();
  }

  List<DecisionKind> offers() {
    Block block = block();
    return block == null ? List.of() : block.offers();
  }

  /** Whether lists show it as late. */
  boolean isLate() {
    return Boolean.TRUE.equals(stub.describe().getTypedSearchAttributes().get(SearchKeys.LATE));
  }

  boolean waitsAt(String step) {
    Block block = block();
    return block != null && block.step().equals(step);
  }

  /** Lets time pass, a little at a time, until the case waits at a step. */
  void untilAt(String step) {
    until("waits at " + step, () -> waitsAt(step));
  }

  void until(CaseStatus status) {
    until("is " + status, () -> view().status() == status);
  }

  void untilTold(TicketState state) {
    until("tells " + state, () -> shop.views().stream().anyMatch(v -> v.state() == state));
  }

  void untilNote(String line) {
    until("writes " + line, () -> shop.notes().contains(line));
  }

  private void until(String what, BooleanSupplier there) {
    for (int i = 0; i < 400 && !there.getAsBoolean(); i++) {
      env.sleep(i < 100 ? Duration.ofSeconds(1) : Duration.ofMinutes(10));
    }
    assertThat(there.getAsBoolean()).as("%s; %s", what, shop.notes()).isTrue();
  }

  TicketView lastView() {
    List<TicketView> views = shop.views();
    return views.get(views.size() - 1);
  }

  List<String> lastNote() {
    return lastView().note();
  }

  WorkflowExecutionHistory history() {
    return env.getWorkflowClient().fetchHistory("cancellation-test-" + object);
  }

  int events() {
    return history().getEvents().size();
  }

  /** The same without those of workflow tasks, of which a busy machine makes more. */
  long eventsOfItsOwn() {
    return history().getEvents().stream()
        .filter(event -> !event.getEventType().name().contains("WORKFLOW_TASK"))
        .count();
  }

  @Override
  public void close() {
    client.close();
    env.close();
  }
}
