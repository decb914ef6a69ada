package io.caserail.refund;

import io.caserail.decision.Verdict;
import io.caserail.lifecycle.RequestHandlers;
import io.caserail.model.ObjectId;
import io.caserail.port.DueRefund;
import io.caserail.port.Outcome;
import io.caserail.record.CaseResult;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
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

  /** A refund that another case asks for; what is known already is not asked for again. */
  @SignalMethod
  void refundDue(DueRefund due);

  /**
   * What became of a refund that another case asked for.
   *
   * @param name {@link io.caserail.port.Origin#name()}
   * @return succeeded with the refund's reference; rejected with the ending as code and the reason;
   *     pending while it is open; absent when this run was not asked for it
   */
  @QueryMethod
  Outcome became(String name);
}
