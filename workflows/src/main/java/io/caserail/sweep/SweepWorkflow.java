package io.caserail.sweep;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Looks for filled command fields and for what the payment system has to tell, for ever: {@code
 * sweep-<account>}. It is what makes a lost webhook, or none at all, a matter of half a minute.
 */
@WorkflowInterface
public interface SweepWorkflow {
  /** Runs until it is terminated, in runs of an hour each that hand on where they have come to. */
  @WorkflowMethod
  void run(SweepRequest request);
}
