package io.caserail.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseData;
import io.caserail.decision.Block;
import io.caserail.decision.Blocks;
import io.caserail.decision.Cause;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import io.caserail.model.Role;
import io.caserail.model.Step;
import io.caserail.model.TicketId;
import io.caserail.port.Attempt;
import io.caserail.port.BusinessHours;
import io.caserail.port.FailureType;
import io.caserail.port.Outcome;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.ShowRequest;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketShown;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.Trouble;
import io.caserail.record.CaseView;
import io.caserail.record.RequestLog;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody has done a step by hand after a no, its system is away when it is read back, and a
 * withdrawal comes in the very workflow task that brings the system's answer.
 */
class WithdrawalWithAnAnswerTest {
  private static final String REFERENCE = "by-hand-1";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Waits WAITS =
      new Waits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(45),
          Duration.ofMinutes(10),
          Duration.ofMinutes(1),
          Duration.ofHours(12),
          Duration.ofMinutes(15),
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          Duration.ofHours(24),
          Duration.ofHours(72),
          Duration.ofDays(3),
          Duration.ofDays(90),
          null,
          null,
          BusinessHours.always());

  private final FakeSystem system = new FakeSystem();

  @ParameterizedTest(name = "the withdrawal first: {0}")
  @ValueSource(booleans = {true, false})
  void what_was_done_by_hand_is_taken_back_when_it_is_withdrawn_meanwhile(boolean first)
      throws InterruptedException {
    try (TestWorkflowEnvironment env = environment()) {
      WorkflowStub stub = started(env);
      until(env, () -> offers(stub, DecisionKind.DONE_BY_HAND));
      decide(stub, DecisionKind.DONE_BY_HAND);
      until(env, () -> view(stub).requests().get(0).status() == CaseStatus.WAITING);
      system.answersLater = true;
      until(env, () -> system.asked != null);
      Gate.close();

      stub.signal("gate");
      Gate.awaitEntered();
      if (first) {
        decide(stub, DecisionKind.WITHDRAW);
      }
      env.getWorkflowClient()
          .newActivityCompletionClient()
          .complete(system.asked, Outcome.succeeded(REFERENCE, "read back"));
      if (!first) {
        decide(stub, DecisionKind.WITHDRAW);
      }
      Gate.open();

      CaseStatus end = stub.getResult(CaseStatus.class);
      assertThat(cameTogether(env)).as("both came in one workflow task").isTrue();
      assertThat(end).isEqualTo(CaseStatus.WITHDRAWN);
      assertThat(system.undone).isEqualTo(REFERENCE);
    }
  }

  /** Holds a workflow task, so that what happens meanwhile comes together with the next one. */
  static final class Gate {
    private static volatile CountDownLatch entered = new CountDownLatch(0);
    private static volatile CountDownLatch opened = new CountDownLatch(0);

    private Gate() {}

    static void close() {
      entered = new CountDownLatch(1);
      opened = new CountDownLatch(1);
    }

    static void awaitEntered() throws InterruptedException {
      assertThat(entered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    static void open() {
      opened.countDown();
    }

    static void pass() {
      entered.countDown();
      try {
        var unused = opened.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean cameTogether(TestWorkflowEnvironment env) {
    List<HistoryEvent> events = env.getWorkflowClient().fetchHistory("steps").getEvents();
    int signal = last(events, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
    int answer = -1;
    for (int i = 0; i < events.size(); i++) {
      if (isReadBack(events, events.get(i))) {
        answer = i;
      }
    }
    assertThat(answer).isNotNegative();
    return events.subList(Math.min(signal, answer), Math.max(signal, answer)).stream()
        .noneMatch(e -> e.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED);
  }

  private static boolean isReadBack(List<HistoryEvent> events, HistoryEvent event) {
    if (event.getEventType() != EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED) {
      return false;
    }
    long scheduled = event.getActivityTaskCompletedEventAttributes().getScheduledEventId();
    return events
        .get((int) scheduled - 1)
        .getActivityTaskScheduledEventAttributes()
        .getActivityType()
        .getName()
        .equals("ReadBack");
  }

  private static int last(List<HistoryEvent> events, EventType type) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i).getEventType() == type) {
        return i;
      }
    }
    return -1;
  }

  private static void until(TestWorkflowEnvironment env, BooleanSupplier holds) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && !holds.getAsBoolean()) {
      env.sleep(Duration.ofSeconds(10));
    }
    assertThat(holds.getAsBoolean()).isTrue();
  }

  private static boolean offers(WorkflowStub stub, DecisionKind kind) {
    Block block = view(stub).requests().get(0).block();
    return block != null && block.offers().contains(kind);
  }

  private static void decide(WorkflowStub stub, DecisionKind kind) {
    stub.signal("decide", new Decision(kind.name(), "", kind, "lead", "", "", REFERENCE));
  }

  private static CaseView view(WorkflowStub stub) {
    return stub.query("view", CaseView.class);
  }

  private static WorkflowStub started(TestWorkflowEnvironment env) {
    WorkflowStub stub =
        env.getWorkflowClient()
            .newUntypedWorkflowStub(
                "RefusedStepWorkflow",
                WorkflowOptions.newBuilder()
                    .setTaskQueue(TaskQueues.CASES)
                    .setWorkflowId("steps")
                    .build());
    var unused = stub.start();
    return stub;
  }

  private TestWorkflowEnvironment environment() {
    TestWorkflowEnvironment env =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(CaseData.converter())
                        .build())
                .build());
    SearchKeys.types().forEach(env::registerSearchAttribute);
    // A task that is held, or a busy machine, is no deadlock.
    Worker cases =
        env.newWorker(
            TaskQueues.CASES,
            WorkerOptions.newBuilder()
                .setDefaultDeadlockDetectionTimeout(PATIENCE.toMillis())
                .build());
    cases.registerWorkflowImplementationTypes(
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(Throwable.class)
            .build(),
        RefusedStepWorkflowImpl.class);
    cases.registerActivitiesImplementations(system);
    env.newWorker(TaskQueues.TICKETS).registerActivitiesImplementations(system);
    env.start();
    return env;
  }

  /** A change, its reading back and its undo. */
  @ActivityInterface
  public interface RefusedActivities {
    Outcome send(Attempt attempt);

    Outcome find(Attempt attempt);

    Outcome readBack(String reference);

    Outcome undo(String reference);
  }

  /**
   * Refuses, and is away when it is asked what a person has done, until somebody answers for it.
   */
  private static final class FakeSystem implements RefusedActivities, TicketActivities {
    private volatile boolean answersLater;
    private volatile byte @Nullable [] asked;
    private volatile String undone = "";

    @Override
    public Outcome send(Attempt attempt) {
      return Outcome.rejected("", "refused", "it was refused");
    }

    @Override
    public Outcome find(Attempt attempt) {
      return Outcome.absent();
    }

    @Override
    public Outcome readBack(String reference) {
      if (!answersLater) {
        throw ApplicationFailure.newFailure(
            "test",
            FailureType.UPSTREAM_AWAY.name(),
            new Trouble(FaultDomain.UPSTREAM, "Shop", "it does not answer", ""));
      }
      ActivityExecutionContext context = Activity.getExecutionContext();
      context.doNotCompleteOnReturn();
      asked = context.getTaskToken();
      return Outcome.absent();
    }

    @Override
    public Outcome undo(String reference) {
      undone = reference;
      return Outcome.succeeded(reference, "");
    }

    @Override
    public TicketReading readTicket(ReadTicketRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public TicketShown showOnTicket(ShowRequest request) {
      return new TicketShown(TicketShown.How.WRITTEN, false, "open");
    }
  }

  /** Takes a step that its system refuses. */
  @WorkflowInterface
  public interface RefusedStepWorkflow {
    @WorkflowMethod
    CaseStatus run();

    @SignalMethod
    void decide(Decision decision);

    @SignalMethod
    void gate();

    @QueryMethod
    CaseView view();
  }

  public static final class RefusedStepWorkflowImpl implements RefusedStepWorkflow {
    private static final Step STEP = new Step("step", "Take the step");

    private final CaseEngine engine = new CaseEngine(CaseKind.CANCELLATION, ticket -> {});

    @Override
    public CaseStatus run() {
      engine.open(new ObjectId("obj_1"));
      engine.serve(
          new RequestLog(
              new RequestKey("00000000000000a1"),
              new TicketId("1"),
              "audit-1",
              "take a step",
              "lena",
              CaseEngine.now()),
          WAITS,
          block -> new TicketView(TicketState.WAITING, null, "", List.of(block.cause())));
      Ended end;
      try {
        end =
            engine.guard(
                () -> {
                  Outcome no = engine.write(STEP, TaskQueues.CASES, effect());
                  Outcome unused =
                      engine.settle(
                          STEP,
                          TaskQueues.CASES,
                          effect(),
                          no,
                          why -> engine.await(Wait.at(STEP, refused(why))).decision());
                  return new Ended(CaseStatus.COMPLETED, "it is done");
                });
      } catch (Ended early) {
        end = early;
      }
      engine.end(end.status(), end.reason());
      engine.close();
      return end.status();
    }

    private static Cause refused(Outcome no) {
      return Cause.people(CaseStatus.BLOCKED, no.code(), no.evidence(), Duration.ofDays(1))
          .offering(List.of(DecisionKind.DONE_BY_HAND));
    }

    private static Effect effect() {
      return Effect.of(
              (options, attempt) -> Async.function(system(options)::send, attempt),
              (options, attempt) -> Async.function(system(options)::find, attempt))
          .readBackBy((options, reference) -> Async.function(system(options)::readBack, reference))
          .undoneBy(
              "take it back",
              (options, attempt, done) -> Async.function(system(options)::undo, done.ref()));
    }

    private static RefusedActivities system(ActivityOptions options) {
      return Workflow.newActivityStub(RefusedActivities.class, options);
    }

    @Override
    public void decide(Decision decision) {
      Verdict unused = engine.decisions().decide(decision, Blocks.person("lead", Role.APPROVER));
    }

    @Override
    public void gate() {
      if (!WorkflowUnsafe.isReplaying()) {
        Gate.pass();
      }
    }

    @Override
    public CaseView view() {
      return engine.view();
    }
  }
}
