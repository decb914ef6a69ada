package io.caserail.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.caserail.client.CaseData;
import io.caserail.client.HistoryCost;
import io.caserail.model.CaseStatus;
import io.caserail.port.TicketView;
import io.caserail.record.CaseResult;
import io.caserail.refund.GoldenRefund;
import io.caserail.settlement.SettlementResult;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  /** Every path with its files, of which one that waits has two. */
  static Stream<Arguments> histories() {
    return Stream.concat(
        GoldenPath.all()
            .flatMap(
                path ->
                    (path.waits()
                            ? Stream.of(path.openFile(), path.file())
                            : Stream.of(path.file()))
                        .map(file -> Arguments.of(path.workflow(), file))),
        GoldenRun.all().map(run -> Arguments.of(run.workflow(), run.file())));
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

  /** Whoever adds a workflow adds a history. */
  @Test
  void each_kind_of_workflow_has_a_history() {
    List<Class<?>> replayed =
        histories().<Class<?>>map(history -> (Class<?>) history.get()[0]).distinct().toList();

    assertThat(new ClassFileImporter().importPath(Path.of("target/classes")))
        .filteredOn(type -> type.isAnnotatedWith(WorkflowInterface.class))
        .isNotEmpty()
        .allSatisfy(
            kind -> assertThat(replayed).anyMatch(type -> kind.reflect().isAssignableFrom(type)));
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

    assertThatThrownBy(() -> replay(history, workflow, new OneStepMore()))
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
    return WorkflowExecutionHistory.fromJson(
        Files.readString(FOLDER.resolve(file)), GoldenScene.CASE);
  }

  private static void replay(
      WorkflowExecutionHistory history, Class<?> type, WorkerInterceptor... around)
      throws Exception {
    try (TestWorkflowEnvironment env =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(CaseData.converter())
                        .build())
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder().setWorkerInterceptors(around).build())
                .build())) {
      WorkflowReplayer.replayWorkflowExecution(history, env, type);
    }
  }

  /**
   * What a careless change looks like: no workflow of ours does this, so no event passes for it.
   */
  private static final class OneStepMore extends WorkerInterceptorBase {
    @Override
    public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
      return new WorkflowInboundCallsInterceptorBase(next) {
        @Override
        public WorkflowOutput execute(WorkflowInput input) {
          Workflow.upsertMemo(Map.of("step", "more"));
          return super.execute(input);
        }
      };
    }
  }
}
