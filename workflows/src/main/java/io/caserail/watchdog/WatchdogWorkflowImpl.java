package io.caserail.watchdog;

import io.caserail.port.Standstills;
import io.caserail.port.TaskQueues;
import io.caserail.port.WatchdogActivities;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * One activity that is retried for hours is the loop: a look leaves no event, so the history stays
 * as short as the number of runs.
 */
public class WatchdogWorkflowImpl implements WatchdogWorkflow {
  private static final Duration RUN = Duration.ofHours(6);
  private static final Duration PAUSE = Duration.ofSeconds(30);

  @Override
  public void run(Standstills known) {
    WatchdogActivities watchdog =
        Workflow.newActivityStub(
            WatchdogActivities.class,
            ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.WATCHDOG)
                .setSummary("Look after the cases")
                .setStartToCloseTimeout(Duration.ofMinutes(2))
                .setHeartbeatTimeout(Duration.ofSeconds(30))
                .setScheduleToCloseTimeout(RUN)
                .setRetryOptions(
                    RetryOptions.newBuilder()
                        .setInitialInterval(PAUSE)
                        .setMaximumInterval(PAUSE)
                        .build())
                .build());
    Standstills left = known;
    try {
      left = watchdog.watch(known);
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof CanceledFailure) {
        throw e;
      }
      // Its time is over. What it knew is lost with it; the tickets concerned were told.
    }
    // A look that can't work fails at once: without a pause the runs would chase each other.
    Workflow.sleep(PAUSE);
    Workflow.continueAsNew(left);
  }
}
