package io.caserail.cancellation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.client.CaseData;
import io.caserail.engine.CaseResult;
import io.caserail.model.ObjectId;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowHistoryLoader;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Today's code against the histories of yesterday's. */
class CancellationHistoriesTest {

  /** Every command that today's code gives is the one that was recorded. */
  @ParameterizedTest
  @EnumSource
  void replays(RecordedCancellation path) throws Exception {
    replay(path, CancellationWorkflowImpl.class);
  }

  /** A step more, without a version: the replay has to notice. */
  @ParameterizedTest
  @EnumSource
  void with_an_undeclared_step_more_it_does_not_replay(RecordedCancellation path) {
    assertThatThrownBy(() -> replay(path, OneStepMore.class))
        .hasStackTraceContaining("NonDeterministic");
  }

  private static void replay(RecordedCancellation path, Class<?> type) throws Exception {
    try (TestWorkflowEnvironment env =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(CaseData.converter())
                        .build())
                .build())) {
      WorkflowReplayer.replayWorkflowExecution(
          WorkflowHistoryLoader.readHistoryFromResource(path.file()), env, type);
    }
  }

  /** What a careless change looks like. */
  public static final class OneStepMore extends CancellationWorkflowImpl {
    @Override
    public CaseResult run(ObjectId object) {
      Workflow.sleep(Duration.ofMinutes(1));
      return super.run(object);
    }
  }
}
