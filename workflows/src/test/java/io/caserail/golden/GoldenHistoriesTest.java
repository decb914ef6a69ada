package io.caserail.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.caserail.cancellation.CancellationWorkflowImpl;
import io.caserail.client.CaseData;
import io.caserail.client.HistoryCost;
import io.caserail.model.CaseStatus;
import io.caserail.model.ObjectId;
import io.caserail.port.TicketView;
import io.caserail.record.CaseResult;
import io.caserail.refund.GoldenRefund;
import io.caserail.refund.RefundWorkflowImpl;
import io.caserail.settlement.SettlementResult;
import io.caserail.settlement.SettlementWorkflowImpl;
import io.caserail.verification.VerificationWorkflowImpl;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowHistoryLoader;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Today's code against the histories of yesterday's. A replay ends where its history ends, and says
 * nothing about what the code does next; so each path that waits is also taken over in mid-wait and
 * carried on to its end.
 */
class GoldenHistoriesTest {
  static final Path FOLDER = Path.of("src/test/resources/histories");

  private static final Map<Class<?>, Class<?>> CARELESS =
      Map.of(
          RefundWorkflowImpl.class, CarelessRefund.class,
          SettlementWorkflowImpl.class, CarelessSettlement.class,
          CancellationWorkflowImpl.class, CarelessCancellation.class,
          VerificationWorkflowImpl.class, CarelessVerification.class);

  /** Every path with its files, of which one that waits has two. */
  static Stream<Arguments> histories() {
    return GoldenPath.all()
        .flatMap(
            path ->
                (path.waits() ? Stream.of(path.openFile(), path.file()) : Stream.of(path.file()))
                    .map(file -> Arguments.of(path.workflow(), file)));
  }

  static Stream<Named<GoldenPath<?>>> waiting() {
    return GoldenPath.all().filter(GoldenPath::waits).map(path -> Named.of(path.file(), path));
  }

  @Test
  void each_history_belongs_to_a_path_and_each_path_has_its_own() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              histories().map(history -> (String) history.get()[1]).toList());
    }
  }

  /**
   * Every command that today's code gives is the one that was recorded; a case that is open while
   * the code is replaced comes back to where it was.
   */
  @ParameterizedTest(name = "{1}")
  @MethodSource("histories")
  void replays(Class<?> workflow, String file) throws Exception {
    replay(load(file), workflow);
  }

  /** A step more, without a version: the replay has to notice. */
  @ParameterizedTest(name = "{1}")
  @MethodSource("histories")
  void with_an_undeclared_step_more_it_does_not_replay(Class<?> workflow, String file)
      throws Exception {
    WorkflowExecutionHistory history = load(file);

    assertThatThrownBy(() -> replay(history, Objects.requireNonNull(CARELESS.get(workflow))))
        .hasStackTraceContaining("NonDeterministic");
  }

  /**
   * From the recorded wait on, today's code lives: decision or recovery, sends, ends, and tells
   * what was told then.
   */
  @ParameterizedTest
  @MethodSource("waiting")
  <W> void goes_on_from_its_wait_to_its_end(GoldenPath<W> path) throws Exception {
    try (TakenOver<W> taken = new TakenOver<>(path, load(path.openFile()))) {
      assertThat(ending(taken.end())).isEqualTo(path.ending());
      assertThat(taken.told())
          .extracting(TicketView::state, TicketView::reference)
          .containsExactlyElementsOf(
              TakenOver.told(load(path.file()).getEvents()).stream()
                  .map(v -> tuple(v.state(), v.reference()))
                  .toList());
    }
  }

  @Test
  void a_happy_refund_stays_within_its_budget() throws Exception {
    List<HistoryEvent> events = load(GoldenRefund.HAPPY.file()).getEvents();

    HistoryCost cost = HistoryCost.of(events);

    assertThat(cost.events()).isLessThanOrEqualTo(40);
    assertThat(cost.actions()).isLessThanOrEqualTo(9);
    assertThat(TakenOver.told(events)).hasSize(2);
  }

  private static CaseStatus ending(Object result) {
    if (result instanceof SettlementResult settled) {
      return settled.status();
    }
    List<CaseResult.End> ends = ((CaseResult) result).ends();
    assertThat(ends).isNotEmpty();
    return ends.get(0).status();
  }

  private static WorkflowExecutionHistory load(String file) throws IOException {
    return WorkflowHistoryLoader.readHistoryFromResource("histories/" + file);
  }

  private static void replay(WorkflowExecutionHistory history, Class<?> type) throws Exception {
    try (TestWorkflowEnvironment env =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(CaseData.converter())
                        .build())
                .build())) {
      WorkflowReplayer.replayWorkflowExecution(history, env, type);
    }
  }

  /** What a careless change looks like. */
  private static void oneStepMore() {
    Workflow.sleep(Duration.ofMinutes(1));
  }

  public static final class CarelessRefund extends RefundWorkflowImpl {
    @Override
    public CaseResult run(ObjectId payment) {
      oneStepMore();
      return super.run(payment);
    }
  }

  public static final class CarelessSettlement extends SettlementWorkflowImpl {
    @Override
    public SettlementResult run(String refund) {
      oneStepMore();
      return super.run(refund);
    }
  }

  public static final class CarelessCancellation extends CancellationWorkflowImpl {
    @Override
    public CaseResult run(ObjectId object) {
      oneStepMore();
      return super.run(object);
    }
  }

  public static final class CarelessVerification extends VerificationWorkflowImpl {
    @Override
    public CaseResult run(ObjectId account) {
      oneStepMore();
      return super.run(account);
    }
  }
}
