package io.caserail.quarantine;

import io.caserail.decision.Verdict;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Holds one event until a person has dealt with it: {@code quarantine-<account>-<source>-<id>}. */
@WorkflowInterface
public interface QuarantineWorkflow {
  /** Waits for {@link #decide}; returns how it ended, for people. */
  @WorkflowMethod
  String hold(QuarantineEntry entry);

  /** Takes a decision, once its proof is judged; what comes of it shows in the view. */
  @UpdateMethod
  Verdict decide(QuarantineDecision decision);

  /** Refuses what nobody can have meant. */
  @UpdateValidatorMethod(updateName = "decide")
  void checkDecision(QuarantineDecision decision);

  /** Where it is. */
  @QueryMethod
  QuarantineView view();
}
