package io.caserail.verification;

import io.caserail.engine.CaseHandlers;
import io.caserail.model.ObjectId;
import io.caserail.port.TicketHint;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * All verifications of one account: the workflow id {@code verification-<account>-<customer's
 * account>} is the lock, and a run serves the requests for it one after another.
 */
@WorkflowInterface
public interface VerificationWorkflow extends CaseHandlers {
  /** Serves requests until none is left and every ticket shows the truth. */
  @WorkflowMethod
  VerificationResult run(ObjectId account);

  /** Something happened in a ticket; only its audits say what. */
  @SignalMethod
  void submit(TicketHint hint);

  /** The identity provider has news; what they are is read from it. */
  @SignalMethod
  void wake(String eventId);
}
