package io.caserail.sweep;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Looks for filled command fields and for refunds that have failed, for ever: {@code
 * sweep-<account>}. It is what makes a lost webhook, or none at all, a matter of half a minute.
 */
@WorkflowInterface
public interface SweepWorkflow {
  /** Runs until it is terminated, in runs of some hours each. */
  @WorkflowMethod
  void run(SweepRequest request);
}
