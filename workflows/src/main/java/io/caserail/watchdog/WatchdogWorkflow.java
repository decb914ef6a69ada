package io.caserail.watchdog;

import io.caserail.port.Standstills;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Looks after the cases of an account, for ever: {@code watchdog-<account>}. */
@WorkflowInterface
public interface WatchdogWorkflow {
  /**
   * Runs until it is terminated, in runs of some hours each.
   *
   * @param known the cases whose tickets say at the moment that they stand still
   */
  @WorkflowMethod
  void run(Standstills known);
}
