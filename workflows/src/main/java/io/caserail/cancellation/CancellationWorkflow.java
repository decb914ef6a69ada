package io.caserail.cancellation;

import io.caserail.lifecycle.RequestHandlers;
import io.caserail.model.ObjectId;
import io.caserail.record.CaseResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * All cancellations of one order or subscription: the workflow id {@code
 * cancellation-<account>-<object>} is the object's lock, and a run serves the requests for it one
 * after another.
 */
@WorkflowInterface
public interface CancellationWorkflow extends RequestHandlers {
  /** Serves requests until none is left and every ticket shows the truth. */
  @WorkflowMethod
  CaseResult run(ObjectId object);
}
