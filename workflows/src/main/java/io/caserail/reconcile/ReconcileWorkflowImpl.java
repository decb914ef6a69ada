package io.caserail.reconcile;

import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.time.Duration;
import java.time.Instant;

/**
 * Waits for the hour, has the day compared by a workflow of its own, and goes on with the next.
 * That one is the same that a person starts by hand, so two of them never work at the same day at
 * once.
 */
public class ReconcileWorkflowImpl implements ReconcileWorkflow {
  private static final Duration PAUSE = Duration.ofMinutes(10);

  @Override
  public void run(ReconcileRequest request) {
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    Duration wait = Duration.between(now, request.due());
    if (wait.compareTo(Duration.ZERO) > 0) {
      Workflow.sleep(wait);
    }
    WorkflowInfo own = Workflow.getInfo();
    ReconcileDayWorkflow day =
        Workflow.newChildWorkflowStub(
            ReconcileDayWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(own.getWorkflowId() + "-" + request.day())
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setStaticSummary("Reconciliation of " + request.day())
                .build());
    ReconcileRequest next;
    try {
      next = request.after(day.run(request.day()));
    } catch (ChildWorkflowFailure e) {
      // Somebody runs it by hand right now, or has ended it: it is made again.
      Workflow.sleep(PAUSE);
      next = request;
    }
    Workflow.continueAsNew(next);
  }
}
