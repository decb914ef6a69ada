package io.caserail.verification;

import io.caserail.lifecycle.RequestHandlers;
import io.caserail.model.ObjectId;
import io.caserail.record.CaseResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * All verifications of one account: the workflow id {@code verification-<account>-<customer's
 * account>} is the lock, and a run serves the requests for it one after another.
 */
@WorkflowInterface
public interface VerificationWorkflow extends RequestHandlers {
  /** Serves requests until none is left and every ticket shows the truth. */
  @WorkflowMethod
  CaseResult run(ObjectId account);
}
