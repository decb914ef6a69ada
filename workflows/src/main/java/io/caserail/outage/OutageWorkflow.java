package io.caserail.outage;

import io.caserail.decision.Verdict;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/**
 * Watches one upstream for ever: {@code outage-<account>-<upstream>}. It notices that cases wait
 * for it, keeps one plain ticket about that, and remembers whether a lead holds what waits.
 */
@WorkflowInterface
public interface OutageWorkflow {
  /** So soon every process that reaches Temporal knows of a hold, and of its end. */
  Duration HEEDED_WITHIN = Duration.ofSeconds(5);

  /** Runs until it is terminated, in runs of some hours each. */
  @WorkflowMethod
  void run(OutageRequest request);

  /**
   * Nothing is written to the upstream from {@link #HEEDED_WITHIN} on until it is released; refused
   * while there is no outage.
   */
  @UpdateMethod
  Verdict hold(OutageWord word);

  /** What waits goes out again, at its pace. */
  @UpdateMethod
  Verdict release(OutageWord word);

  /** How it stands. */
  @QueryMethod
  OutageState view();
}
