package io.caserail.demo;

import io.caserail.model.ObjectId;
import io.caserail.port.TicketHint;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * What a happy refund is without an engine, to measure the engine against: the same signal, the
 * same activities with the same inputs, one after another, the same attributes. It judges nothing,
 * holds nothing, and is lost when anything goes wrong.
 */
@WorkflowInterface
public interface BareRefundWorkflow {
  /** Refunds the whole payment as the first hinted ticket asks; the refund's reference. */
  @WorkflowMethod
  String run(ObjectId payment);

  /** The ticket to read. */
  @SignalMethod
  void submit(TicketHint hint);
}
