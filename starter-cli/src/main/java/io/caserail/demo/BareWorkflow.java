package io.caserail.demo;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.TicketHint;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * What a happy case is without an engine, to measure the engine against: the same signals, the same
 * activities with the same inputs, one after another, the same attributes. It judges nothing, holds
 * nothing, and is lost when anything goes wrong.
 */
@WorkflowInterface
public interface BareWorkflow {
  /** Changes the whole object as the first hinted ticket asks; the change's reference. */
  @WorkflowMethod
  String run(CaseKind kind, ObjectId object);

  /** The ticket to read. */
  @SignalMethod
  void submit(TicketHint hint);

  /** News about the object. */
  @SignalMethod
  void wake(String eventId);
}
