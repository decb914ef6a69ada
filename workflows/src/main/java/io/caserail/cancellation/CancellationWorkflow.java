package io.caserail.cancellation;

import io.caserail.engine.CaseHandlers;
import io.caserail.model.ObjectId;
import io.caserail.port.TicketHint;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * All cancellations of one order or subscription: the workflow id {@code
 * cancellation-<account>-<object>} is the object's lock, and a run serves the requests for it one
 * after another.
 */
@WorkflowInterface
public interface CancellationWorkflow extends CaseHandlers {
  /** Serves requests until none is left and every ticket shows the truth. */
  @WorkflowMethod
  CancellationResult run(ObjectId object);

  /** Something happened in a ticket; only its audits say what. */
  @SignalMethod
  void submit(TicketHint hint);

  /** Something happened to the order or to what hangs on it; only its systems say what. */
  @SignalMethod
  void wake(String eventId);
}
