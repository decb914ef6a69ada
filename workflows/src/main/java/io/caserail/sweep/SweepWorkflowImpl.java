package io.caserail.sweep;

import io.caserail.port.PaymentSweepActivities;
import io.caserail.port.SweepActivities;
import io.caserail.port.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * One activity for each system that is retried for hours is the loop: a look leaves no event, so
 * the history stays as short as the number of runs.
 */
public class SweepWorkflowImpl implements SweepWorkflow {
  private static final Duration RUN = Duration.ofHours(6);

  @Override
  public void run(SweepRequest request) {
    Duration every = request.every();
    SweepActivities tickets =
        Workflow.newActivityStub(
            SweepActivities.class,
            options(TaskQueues.TICKETS, "Look for filled command fields", every));
    PaymentSweepActivities payments =
        Workflow.newActivityStub(
            PaymentSweepActivities.class,
            options(TaskQueues.PAYMENTS, "Look for refunds that failed", every));
    Promise<Void> commands = Async.procedure(tickets::sweepTickets, every);
    Promise<Void> failures = Async.procedure(payments::sweepPayments, every);
    untilOver(commands);
    untilOver(failures);
    // A look that can't work fails at once: without a pause the runs would chase each other.
    Workflow.sleep(every);
    Workflow.continueAsNew(request);
  }

  private static void untilOver(Promise<Void> looks) {
    try {
      looks.get();
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof CanceledFailure) {
        throw e;
      }
      // Its time is over, which is how each run ends.
    }
  }

  private static ActivityOptions options(String queue, String summary, Duration every) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setSummary(summary)
        .setStartToCloseTimeout(Duration.ofMinutes(1))
        .setScheduleToCloseTimeout(RUN)
        .setRetryOptions(
            RetryOptions.newBuilder().setInitialInterval(every).setMaximumInterval(every).build())
        .build();
  }
}
