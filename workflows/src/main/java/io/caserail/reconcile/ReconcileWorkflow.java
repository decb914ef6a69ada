package io.caserail.reconcile;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Has each day compared once it is over, for ever: {@code reconcile-<account>}. */
@WorkflowInterface
public interface ReconcileWorkflow {
  /** Runs until it is terminated, in runs of a day each; days that were missed are caught up. */
  @WorkflowMethod
  void run(ReconcileRequest request);
}
