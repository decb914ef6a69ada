package io.caserail.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.caserail.client.CaseData;
import io.caserail.client.HistoryCost;
import io.caserail.engine.CaseResult;
import io.caserail.model.CaseStatus;
import io.caserail.model.ObjectId;
import io.caserail.port.LookUpRequest;
import io.caserail.port.PaymentActivities;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketView;
import io.caserail.settlement.SettlementResult;
import io.caserail.settlement.SettlementWorkflowImpl;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowHistoryLoader;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Today's code against the histories of yesterday's. A replay ends where its history ends, and says
 * nothing about what the code does next; so each path that waits is also taken over in mid-wait and
 * carried on to its end.
 */
class GoldenHistoriesTest {

  /** Every command that today's code gives is the one that was recorded. */
  @ParameterizedTest
  @EnumSource
  void replays_to_its_end(Golden path) throws Exception {
    replay(load(path.file()), RefundWorkflowImpl.class, SettlementWorkflowImpl.class);
  }

  /** A case that is open while the code is replaced comes back to where it was. */
  @ParameterizedTest
  @MethodSource("io.caserail.refund.Golden#waiting")
  void replays_in_mid_wait(Golden path) throws Exception {
    replay(load(path.openFile()), RefundWorkflowImpl.class, SettlementWorkflowImpl.class);
  }

  /**
   * From the recorded wait on, today's code lives: decision or recovery, sends, ends, and tells
   * what was told then.
   */
  @ParameterizedTest
  @MethodSource("io.caserail.refund.Golden#waiting")
  void goes_on_from_its_wait_to_its_end(Golden path) throws Exception {
    WorkflowExecutionHistory open = load(path.openFile());
    FakeWorld world = path.world();
    world.remember(open.getEvents());
    try (TakenOver taken = new TakenOver(open, world)) {
      path.goOn(world, taken);

      assertThat(ending(path, taken)).isEqualTo(path.ending());
    }
    FakeWorld recorded = new FakeWorld();
    recorded.remember(load(path.file()).getEvents());
    assertThat(world.views())
        .extracting(TicketView::state, TicketView::reference)
        .containsExactlyElementsOf(
            recorded.views().stream().map(v -> tuple(v.state(), v.reference())).toList());
  }

  /** A step more before the look-up, without a version: the replay has to notice. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "SETTLEMENT.*")
  void a_refund_with_an_undeclared_step_more_does_not_replay(Golden path) throws Exception {
    WorkflowExecutionHistory history = load(path.file());

    assertThatThrownBy(() -> replay(history, OneStepMore.class))
        .hasStackTraceContaining("NonDeterministic");
  }

  /** The same for a case that waits: with such code it would not go on. */
  @Test
  void a_waiting_refund_with_an_undeclared_step_more_does_not_replay() throws Exception {
    WorkflowExecutionHistory history = load(Golden.APPROVAL.openFile());

    assertThatThrownBy(() -> replay(history, OneStepMore.class))
        .hasStackTraceContaining("NonDeterministic");
  }

  @Test
  void a_happy_refund_stays_within_its_budget() throws Exception {
    List<HistoryEvent> events = load(Golden.HAPPY.file()).getEvents();

    HistoryCost cost = HistoryCost.of(events);

    assertThat(cost.events()).isLessThanOrEqualTo(40);
    assertThat(cost.actions()).isLessThanOrEqualTo(9);
    assertThat(events)
        .filteredOn(
            e ->
                e.getActivityTaskScheduledEventAttributes()
                    .getActivityType()
                    .getName()
                    .equals("ShowOnTicket"))
        .hasSize(2);
  }

  private static CaseStatus ending(Golden path, TakenOver taken) {
    if (path.isSettlement()) {
      return taken.end(SettlementResult.class).status();
    }
    List<CaseResult.End> ends = taken.end(CaseResult.class).ends();
    assertThat(ends).hasSize(1);
    return ends.get(0).status();
  }

  private static WorkflowExecutionHistory load(String file) throws IOException {
    return WorkflowHistoryLoader.readHistoryFromResource(file);
  }

  private static void replay(WorkflowExecutionHistory history, Class<?> type, Class<?>... more)
      throws Exception {
    try (TestWorkflowEnvironment env =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(CaseData.converter())
                        .build())
                .build())) {
      WorkflowReplayer.replayWorkflowExecution(history, env, type, more);
    }
  }

  /** What a careless change looks like. */
  public static final class OneStepMore extends RefundWorkflowImpl {
    @Override
    public CaseResult run(ObjectId payment) {
      var unused =
          Workflow.newActivityStub(
                  PaymentActivities.class,
                  ActivityOptions.newBuilder()
                      .setTaskQueue(TaskQueues.PAYMENTS)
                      .setStartToCloseTimeout(Duration.ofSeconds(5))
                      .build())
              .lookUpPayment(new LookUpRequest(payment));
      return super.run(payment);
    }
  }
}
