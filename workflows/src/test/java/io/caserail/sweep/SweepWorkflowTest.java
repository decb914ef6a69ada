package io.caserail.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.port.FailureType;
import io.caserail.port.PaymentSweepActivities;
import io.caserail.port.SweepActivities;
import io.caserail.port.SweepCursor;
import io.caserail.port.TaskQueues;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Wherever a sweep ends, the next one goes on at a place before which nothing is missing. */
class SweepWorkflowTest {
  private static final String ID = "sweep-acme";

  private final TestWorkflowEnvironment env =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build())
              .build());
  private final CaseClient cases = new CaseClient(env.getWorkflowClient(), "acme");
  private final Looks looks = new Looks();

  @AfterEach
  void stop() {
    cases.close();
    env.close();
  }

  @Test
  void what_the_looks_have_come_to_is_where_the_next_run_begins() {
    work();
    cases.ensureSweep();

    untilBegun("payments-3");

    assertThat(looks.begun).containsSubsequence("", "payments-1", "payments-2", "payments-3");
    assertThat(begunWith().payments().upTo()).startsWith("payments-");
  }

  @Test
  void an_hour_of_looks_leaves_no_more_than_thirty_events() {
    work();
    cases.ensureSweep();
    String first = run();

    untilBegun("payments-1");

    assertThat(env.getWorkflowClient().fetchHistory(ID, first).getEvents())
        .hasSizeLessThanOrEqualTo(30);
  }

  @Test
  void looks_that_fail_for_hours_leave_the_place_where_it_was() {
    looks.returns = false;
    work();
    start(new SweepRequest(SweepRequest.PLAN, cursor("tickets-7"), cursor("payments-7")));
    String first = run();
    env.sleep(Duration.ofHours(3));

    assertThat(run()).isNotEqualTo(first);
    assertThat(begunWith().payments()).isEqualTo(cursor("payments-7"));
    assertThat(looks.begun).containsOnly("payments-7");
  }

  @Test
  void a_sweep_that_was_terminated_goes_on_where_its_run_has_begun() {
    cases.ensureSweep();
    env.getWorkflowClient().newUntypedWorkflowStub(ID).terminate("a test");
    start(new SweepRequest(SweepRequest.PLAN, cursor("tickets-7"), cursor("payments-7")));
    env.getWorkflowClient().newUntypedWorkflowStub(ID).terminate("a test");

    cases.ensureSweep();

    assertThat(begunWith().payments()).isEqualTo(cursor("payments-7"));
    assertThat(begunWith().tickets()).isEqualTo(cursor("tickets-7"));
  }

  @Test
  void a_sweep_that_runs_is_left_alone_and_is_the_only_one() {
    start(new SweepRequest(SweepRequest.PLAN, cursor("tickets-7"), cursor("payments-7")));
    String run = run();

    cases.ensureSweep();
    cases.ensureSweep();

    assertThat(run()).isEqualTo(run);
  }

  @Test
  void a_run_of_an_older_plan_is_replaced_and_its_places_are_kept() {
    start(new SweepRequest(0, cursor("tickets-7"), cursor("payments-7")));
    String old = run();

    cases.ensureSweep();

    assertThat(run()).isNotEqualTo(old);
    assertThat(begunWith())
        .isEqualTo(new SweepRequest(SweepRequest.PLAN, cursor("tickets-7"), cursor("payments-7")));
  }

  @Test
  void what_an_older_release_was_started_with_is_no_obstacle() {
    env.getWorkflowClient()
        .newUntypedWorkflowStub(
            "SweepWorkflow",
            WorkflowOptions.newBuilder().setWorkflowId(ID).setTaskQueue(TaskQueues.CASES).build())
        .start(Map.of("every", 30));

    cases.ensureSweep();

    assertThat(begunWith()).isEqualTo(SweepRequest.FIRST);
  }

  @Test
  void a_place_that_was_noted_once_is_known_to_every_later_look() {
    work();
    cases.ensureSweep();

    env.sleep(Duration.ofMinutes(40));

    assertThat(looks.noted).hasSizeGreaterThan(2).startsWith("");
    assertThat(looks.noted.subList(1, looks.noted.size())).containsOnly("tickets-1");
  }

  private void work() {
    env.newWorker(TaskQueues.CASES).registerWorkflowImplementationTypes(SweepWorkflowImpl.class);
    env.newWorker(TaskQueues.TICKETS).registerActivitiesImplementations(looks);
    env.newWorker(TaskQueues.PAYMENTS).registerActivitiesImplementations(looks);
    env.start();
  }

  private void start(SweepRequest request) {
    env.getWorkflowClient()
        .newUntypedWorkflowStub(
            "SweepWorkflow",
            WorkflowOptions.newBuilder().setWorkflowId(ID).setTaskQueue(TaskQueues.CASES).build())
        .start(request);
  }

  private String run() {
    return env.getWorkflowClient().newUntypedWorkflowStub(ID).describe().getExecution().getRunId();
  }

  private SweepRequest begunWith() {
    return CaseData.converter()
        .fromPayloads(
            0,
            Optional.of(
                env.getWorkflowClient()
                    .fetchHistory(ID)
                    .getEvents()
                    .get(0)
                    .getWorkflowExecutionStartedEventAttributes()
                    .getInput()),
            SweepRequest.class,
            SweepRequest.class);
  }

  private void untilBegun(String place) {
    for (int hours = 0; hours < 12 && !looks.begun.contains(place); hours++) {
      env.sleep(Duration.ofHours(1));
    }
    assertThat(looks.begun).contains(place);
  }

  private static SweepCursor cursor(String upTo) {
    return new SweepCursor(upTo);
  }

  /** Looks that fail a few times, as looks do, and then return where they have come to. */
  private static final class Looks implements SweepActivities, PaymentSweepActivities {
    final List<String> begun = new CopyOnWriteArrayList<>();
    final List<String> noted = new CopyOnWriteArrayList<>();
    volatile boolean returns = true;
    private int runs;

    @Override
    public SweepCursor sweepTickets(SweepCursor from) {
      ActivityExecutionContext context = Activity.getExecutionContext();
      noted.add(context.getHeartbeatDetails(SweepCursor.class).map(SweepCursor::upTo).orElse(""));
      if (noted.size() == 1) {
        context.heartbeat(cursor("tickets-1"));
      }
      throw again();
    }

    @Override
    public synchronized SweepCursor sweepPayments(SweepCursor from) {
      begun.add(from.upTo());
      if (!returns) {
        Activity.getExecutionContext().heartbeat(cursor("beat-1"));
        throw again();
      }
      runs++;
      return cursor("payments-" + runs);
    }

    private static ApplicationFailure again() {
      return ApplicationFailure.newBuilder()
          .setMessage("looked")
          .setType(FailureType.NOT_YET.name())
          .setNextRetryDelay(Duration.ofMinutes(15))
          .build();
    }
  }
}
