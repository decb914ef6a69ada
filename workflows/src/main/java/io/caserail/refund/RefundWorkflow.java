package io.caserail.refund;

import io.caserail.engine.CaseResult;
import io.caserail.engine.RequestHandlers;
import io.caserail.engine.Verdict;
import io.caserail.model.ObjectId;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * All refunds of one payment: the workflow id {@code refund-<account>-<payment>} is the payment's
 * lock, and a run serves the requests for it one after another.
 */
@WorkflowInterface
public interface RefundWorkflow extends RequestHandlers {
  /** Serves requests until none is left and every ticket shows the truth. */
  @WorkflowMethod
  CaseResult run(ObjectId payment);

  /** A request by command line; its command id is the update id. */
  @UpdateMethod
  Verdict request(RefundAsk ask);

  /** Refuses a malformed request before it enters the history. */
  @UpdateValidatorMethod(updateName = "request")
  void checkRequest(RefundAsk ask);
}
