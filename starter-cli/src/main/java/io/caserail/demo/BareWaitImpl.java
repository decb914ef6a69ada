package io.caserail.demo;

import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.temporal.workflow.Workflow;

/** One condition. */
public class BareWaitImpl implements BareWait {
  private boolean decided;

  @Override
  public void run() {
    Workflow.await(() -> decided && Workflow.isEveryHandlerFinished());
  }

  @Override
  public Verdict decide(Decision decision) {
    decided = true;
    return Verdict.taken(decision.kind().name());
  }

  @Override
  public String view() {
    return decided ? "decided" : "waiting";
  }
}
