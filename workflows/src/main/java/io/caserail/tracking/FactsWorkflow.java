package io.caserail.tracking;

import io.caserail.port.FactsRequest;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Keeps a ticket's field true while a case waits. Its workflow id is that of the case behind {@code
 * facts-}; it ends by itself once the case is over.
 */
@WorkflowInterface
public interface FactsWorkflow {
  /** Follows what the signals name. */
  @WorkflowMethod
  void run(FactsRun run);

  /** The case has a ticket that waits; its parts are followed from now on. */
  @SignalMethod
  void track(FactsRequest request);

  /** One of the systems has news: it is looked at once, whatever the event says. */
  @SignalMethod
  void wake(String eventId);
}
