package io.caserail.lifecycle;

import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.record.CaseView;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;

/** What every case answers to, whatever it changes. */
public interface CaseHandlers {
  /** A decision that wants an answer. */
  @UpdateMethod
  Verdict decide(Decision decision);

  /** Refuses a malformed decision before it enters the history. */
  @UpdateValidatorMethod(updateName = "decide")
  void checkDecision(Decision decision);

  /** The same decision from the Temporal UI or CLI; its verdict stands in the record. */
  @SignalMethod
  void decision(Decision decision);

  /** Where the case is. */
  @QueryMethod
  CaseView view();
}
