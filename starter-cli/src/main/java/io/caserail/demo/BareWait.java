package io.caserail.demo;

import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The least that can wait for a person: no call, no judgement, one answer. */
@WorkflowInterface
public interface BareWait {
  /** Waits until somebody has decided. */
  @WorkflowMethod
  void run();

  /** Takes any decision. */
  @UpdateMethod
  Verdict decide(Decision decision);

  /** Where it is. */
  @QueryMethod
  String view();
}
