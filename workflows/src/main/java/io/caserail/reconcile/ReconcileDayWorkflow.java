package io.caserail.reconcile;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.LocalDate;

/**
 * Compares one day: {@code reconcile-<account>-<day>}. It may be run again, and then changes
 * nothing that the first run has left.
 */
@WorkflowInterface
public interface ReconcileDayWorkflow {
  @WorkflowMethod
  Proof run(LocalDate day);
}
