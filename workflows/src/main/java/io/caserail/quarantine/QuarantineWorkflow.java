package io.caserail.quarantine;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Holds one event until a person has dealt with it: {@code quarantine-<account>-<source>-<id>}. */
@WorkflowInterface
public interface QuarantineWorkflow {
  /** Waits for {@link #discard}; returns the reason given. */
  @WorkflowMethod
  String hold(QuarantineEntry entry);

  /** Ends the entry. */
  @SignalMethod
  void discard(String reason);

  /** The event. */
  @QueryMethod
  QuarantineEntry entry();
}
