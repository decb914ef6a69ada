package io.caserail.demo;

import io.caserail.engine.Decision;
import io.caserail.engine.Verdict;
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
