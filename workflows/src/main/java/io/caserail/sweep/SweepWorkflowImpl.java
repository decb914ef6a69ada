package io.caserail.sweep;

import io.caserail.port.SweepActivities;
import io.caserail.port.TaskQueues;
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
public class SweepWorkflowImpl implements SweepWorkflow {
  private static final Duration RUN = Duration.ofHours(6);

  @Override
  public void run(SweepRequest request) {
    SweepActivities sweep =
        Workflow.newActivityStub(
            SweepActivities.class,
            ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.TICKETS)
                .setSummary("Look for filled command fields")
                .setStartToCloseTimeout(Duration.ofMinutes(1))
                .setScheduleToCloseTimeout(RUN)
                .setRetryOptions(
                    RetryOptions.newBuilder()
                        .setInitialInterval(request.every())
                        .setMaximumInterval(request.every())
                        .build())
                .build());
    try {
      sweep.sweepTickets(request.every());
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof CanceledFailure) {
        throw e;
      }
      // Its time is over, which is how each run ends.
    }
    // A look that can't work fails at once: without a pause the runs would chase each other.
    Workflow.sleep(request.every());
    Workflow.continueAsNew(request);
  }
}
