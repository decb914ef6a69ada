package io.caserail.hints;

import io.caserail.port.HintActivities;
import io.caserail.port.HintBundle;
import io.caserail.port.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** One activity, which is tried until it is done: its queue sets the pace. */
public class HintsWorkflowImpl implements HintsWorkflow {
  private final HintActivities cases =
      Workflow.newActivityStub(
          HintActivities.class,
          ActivityOptions.newBuilder()
              .setTaskQueue(TaskQueues.HINTS)
              .setSummary("Bring the hints to their cases")
              .setStartToCloseTimeout(Duration.ofMinutes(10))
              .setHeartbeatTimeout(Duration.ofSeconds(30))
              .setRetryOptions(
                  RetryOptions.newBuilder().setMaximumInterval(Duration.ofMinutes(1)).build())
              .build());

  @Override
  public void run(HintBundle bundle) {
    var unused = cases.handOn(bundle);
  }
}
