package io.caserail.sweep;

import io.caserail.port.PaymentSweepActivities;
import io.caserail.port.SweepActivities;
import io.caserail.port.SweepCursor;
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
 * One activity for each system that is retried for an hour is the loop: a look leaves no event, so
 * the history stays as short as the number of runs. How far the looks have come stands in their
 * heartbeats; when the hour is over they return it, and the next run begins with it. Whatever is
 * lost on the way, the run's own beginning is not: what came after it is looked at again.
 */
public class SweepWorkflowImpl implements SweepWorkflow {
  private static final Duration RUN = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  @Override
  public void run(SweepRequest request) {
    SweepActivities tickets =
        Workflow.newActivityStub(
            SweepActivities.class, options(TaskQueues.TICKETS, "Look for filled command fields"));
    PaymentSweepActivities payments =
        Workflow.newActivityStub(
            PaymentSweepActivities.class,
            options(TaskQueues.PAYMENTS, "Look for the payment system's events"));
    Promise<SweepCursor> commands = Async.function(tickets::sweepTickets, request.tickets());
    Promise<SweepCursor> events = Async.function(payments::sweepPayments, request.payments());
    SweepRequest next =
        new SweepRequest(
            SweepRequest.PLAN, seen(commands, request.tickets()), seen(events, request.payments()));
    // A look that can't work fails at once: without a pause the runs would chase each other.
    Workflow.sleep(PAUSE);
    Workflow.continueAsNew(next);
  }

  private static SweepCursor seen(Promise<SweepCursor> looks, SweepCursor from) {
    try {
      return looks.get();
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof CanceledFailure) {
        throw e;
      }
      // Its time was over while the system was away, and what its heartbeat has told with it.
      return from;
    }
  }

  private static ActivityOptions options(String queue, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setSummary(summary)
        .setStartToCloseTimeout(Duration.ofMinutes(1))
        .setScheduleToCloseTimeout(RUN)
        .setRetryOptions(
            RetryOptions.newBuilder().setInitialInterval(PAUSE).setMaximumInterval(PAUSE).build())
        .build();
  }
}
