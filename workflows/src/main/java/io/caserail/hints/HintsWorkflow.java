package io.caserail.hints;

import io.caserail.port.HintBundle;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Hints that came in a crowd: {@code hints-<account>-<any id>}. Its start is what makes them
 * durable, in one call of Temporal for many of them.
 */
@WorkflowInterface
public interface HintsWorkflow {
  /** Runs until each of them is with its case. */
  @WorkflowMethod
  void run(HintBundle bundle);
}
