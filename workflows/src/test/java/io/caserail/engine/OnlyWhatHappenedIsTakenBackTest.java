package io.caserail.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseData;
import io.caserail.decision.Block;
import io.caserail.decision.Blocks;
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
import io.caserail.record.RequestView;
import io.caserail.record.StepLine;
import io.caserail.record.StepState;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A few steps live through random answers, lost and refused ones among them, while people decide at
 * random among what they are offered. An edge between two states that is none fails the workflow.
 */
class OnlyWhatHappenedIsTakenBackTest {
  private static final int STEPS = 4;
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

  static List<Long> seeds() {
    return new Random().longs(25).boxed().toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatever_happens_only_that_is_taken_back_and_all_of_it(long seed) {
    Random random = new Random(seed);
    FakeSystem system = new FakeSystem(new Random(seed));
    try (TestWorkflowEnvironment env = environment(system)) {
      system.clock = () -> Instant.ofEpochMilli(env.currentTimeMillis());
      WorkflowStub stub = start(env, random.nextBoolean());
      // Somebody withdraws while a send is on its way: nothing waits then.
      system.whileSending =
          () -> say(stub, new Decision("w-" + seed, "", DecisionKind.WITHDRAW, "lead", "", "", ""));
      for (int i = 0; i < 2_000 && !isOver(view(stub)); i++) {
        env.sleep(Duration.ofMinutes(1 + random.nextInt(30)));
        decide(stub, random, i);
      }

      CaseStatus end = stub.getResult(CaseStatus.class);

      List<StepLine> steps = view(stub).requests().get(0).steps();
      String story = "seed " + seed + ": " + end + ", " + system.story + ", " + steps;
      List<String> happened = new ArrayList<>();
      for (StepLine step : steps) {
        boolean ours = system.done.contains(step.operation());
        boolean byHand = step.state() == StepState.BY_HAND || step.reference().equals("by-hand-1");
        if (ours || byHand) {
          happened.add(step.operation());
        }
        if (ours && end != CaseStatus.COMPLETED) {
          assertThat(step.state())
              .as(story)
              .isIn(
                  StepState.UNDONE,
                  system.undoLost.contains(step.operation())
                      ? StepState.UNDO_UNKNOWN
                      : StepState.KEPT);
        }
      }
      Collections.reverse(happened);
      if (end == CaseStatus.COMPLETED) {
        assertThat(system.toldToUndo).as(story).isEmpty();
      } else {
        assertThat(system.toldToUndo).as(story).containsExactlyElementsOf(happened);
      }
    }
  }

  private static void decide(WorkflowStub stub, Random random, int number) {
    List<RequestView> requests = view(stub).requests();
    Block block = requests.isEmpty() ? null : requests.get(0).block();
    if (block != null && random.nextInt(3) == 0) {
      DecisionKind kind = block.offers().get(random.nextInt(block.offers().size()));
      say(stub, new Decision("d-" + number, block.id(), kind, "lead", "", "", "by-hand-1"));
    }
  }

  private static void say(WorkflowStub stub, Decision decision) {
    try {
      stub.signal("decide", decision);
    } catch (WorkflowNotFoundException ended) {
      // An answer that was on its way has ended it since it was looked at.
    }
  }

  private static boolean isOver(CaseView view) {
    return view.requests().stream().anyMatch(request -> request.status().isEnding());
  }

  private static CaseView view(WorkflowStub stub) {
    return stub.query("view", CaseView.class);
  }

  private static WorkflowStub start(TestWorkflowEnvironment env, boolean withdrawn) {
    WorkflowClient client = env.getWorkflowClient();
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            "StepsWorkflow",
            WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.CASES)
                .setWorkflowId("steps")
                .build());
    var unused = stub.start(withdrawn);
    return stub;
  }

  private static TestWorkflowEnvironment environment(FakeSystem system) {
    TestWorkflowEnvironment env =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(CaseData.converter())
                        .build())
                .build());
    SearchKeys.types().forEach(env::registerSearchAttribute);
    // A busy machine is no deadlock.
    Worker cases =
        env.newWorker(
            TaskQueues.CASES,
            WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(10_000).build());
    cases.registerWorkflowImplementationTypes(
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(Throwable.class)
            .build(),
        StepsWorkflowImpl.class);
    cases.registerActivitiesImplementations(system);
    env.newWorker(TaskQueues.TICKETS).registerActivitiesImplementations(system);
    env.start();
    return env;
  }

  /** A change and its undo. */
  @ActivityInterface
  public interface StepActivities {
    Outcome send(Attempt attempt);

    Outcome find(Attempt attempt);

    Outcome undo(Attempt attempt);
  }

  /** Answers at random, and does what it says, apart from what gets lost. */
  private static final class FakeSystem implements StepActivities, TicketActivities {
    private final Random random;
    final Set<String> done = new LinkedHashSet<>();
    final Set<String> toldToUndo = new LinkedHashSet<>();
    final Set<String> inDoubt = new LinkedHashSet<>();
    final Set<String> undoLost = new LinkedHashSet<>();
    final List<String> story = new ArrayList<>();
    private volatile Runnable whileSending = () -> {};
    private volatile Supplier<Instant> clock = () -> Instant.MIN;

    private FakeSystem(Random random) {
      this.random = random;
    }

    @Override
    public synchronized Outcome send(Attempt attempt) {
      String id = attempt.id().value();
      Outcome found = find(attempt);
      if (found.happened()) {
        return found;
      }
      int luck = random.nextInt(9);
      story.add(id + " sent, luck " + luck);
      requireInTime(attempt);
      if (random.nextInt(8) == 0) {
        whileSending.run();
      }
      return switch (luck) {
        case 0, 1 -> throw failure(inDoubt.contains(id) ? FailureType.IN_DOUBT : away());
        case 2 -> throw lost(id);
        case 3 -> {
          done.add(id);
          throw lost(id);
        }
        case 4 -> Outcome.rejected("", "refused", "it was refused");
        case 5 -> Outcome.stopped("paused", "sends are paused");
        case 6 -> Outcome.already("old", "it stood before");
        default -> {
          done.add(id);
          yield luck == 7 ? Outcome.pending(id, "", Duration.ofHours(1)) : find(attempt);
        }
      };
    }

    private void requireInTime(Attempt attempt) {
      if (clock.get().isAfter(attempt.sendBefore())) {
        throw failure(FailureType.TOO_LATE);
      }
    }

    private FailureType away() {
      return random.nextInt(4) == 0 ? FailureType.BAD_ANSWER : FailureType.UPSTREAM_AWAY;
    }

    private ApplicationFailure lost(String id) {
      inDoubt.add(id);
      return failure(FailureType.IN_DOUBT);
    }

    @Override
    public synchronized Outcome find(Attempt attempt) {
      String id = attempt.id().value();
      return done.contains(id) ? Outcome.succeeded(id, "") : Outcome.absent();
    }

    @Override
    public synchronized Outcome undo(Attempt attempt) {
      String id = attempt.id().value();
      toldToUndo.add(id);
      requireInTime(attempt);
      int luck = random.nextInt(5);
      story.add(id + " undone, luck " + luck);
      return switch (luck) {
        case 0 ->
            throw failure(undoLost.contains(id) ? FailureType.IN_DOUBT : FailureType.UPSTREAM_AWAY);
        case 2 -> {
          undoLost.add(id);
          throw failure(FailureType.IN_DOUBT);
        }
        case 1 -> {
          undoLost.remove(id);
          yield Outcome.rejected("", Outcome.TOO_LATE, "it is too late");
        }
        default -> Outcome.succeeded(id, "");
      };
    }

    private static ApplicationFailure failure(FailureType type) {
      return ApplicationFailure.newFailure(
          "test", type.name(), new Trouble(FaultDomain.UPSTREAM, "Shop", "it does not answer", ""));
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

  /** Takes some steps, and what it has done back if it is withdrawn. */
  @WorkflowInterface
  public interface StepsWorkflow {
    @WorkflowMethod
    CaseStatus run(boolean withdrawn);

    @SignalMethod
    void decide(Decision decision);

    @QueryMethod
    CaseView view();
  }

  public static final class StepsWorkflowImpl implements StepsWorkflow {
    private final CaseEngine engine = new CaseEngine(CaseKind.CANCELLATION, ticket -> {});

    @Override
    public CaseStatus run(boolean withdrawn) {
      engine.open(new ObjectId("obj_1"));
      engine.serve(
          new RequestLog(
              new RequestKey("00000000000000a1"),
              new TicketId("1"),
              "audit-1",
              "take steps",
              "lena",
              CaseEngine.now()),
          WAITS,
          block -> new TicketView(TicketState.WAITING, null, "", List.of(block.cause())));
      Ended end;
      try {
        end =
            engine.guard(
                () -> {
                  for (int n = 1; n <= STEPS; n++) {
                    var unused = engine.write(step(n), TaskQueues.CASES, effect());
                  }
                  if (withdrawn) {
                    throw new Ended(CaseStatus.WITHDRAWN, "it is not wanted any more");
                  }
                  return new Ended(CaseStatus.COMPLETED, "it is done");
                });
      } catch (Ended early) {
        end = early;
      }
      engine.end(end.status(), end.reason());
      engine.close();
      return end.status();
    }

    private static Step step(int n) {
      Step step = new Step("step-" + n, "Take step " + n);
      return n % 2 == 0 ? step.orSkipped() : step;
    }

    private static Effect effect() {
      return Effect.of(
              (options, attempt) -> Async.function(system(options)::send, attempt),
              (options, attempt) -> Async.function(system(options)::find, attempt))
          .undoneBy(
              "take it back",
              (options, attempt, sent) -> Async.function(system(options)::undo, attempt));
    }

    private static StepActivities system(ActivityOptions options) {
      return Workflow.newActivityStub(StepActivities.class, options);
    }

    @Override
    public void decide(Decision decision) {
      Verdict unused = engine.decisions().decide(decision, Blocks.person("lead", Role.APPROVER));
    }

    @Override
    public CaseView view() {
      return engine.view();
    }
  }
}
