package io.caserail.quarantine;

import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Waits for a person. */
public class QuarantineWorkflowImpl implements QuarantineWorkflow {
  private @Nullable QuarantineEntry entry;
  private @Nullable String reason;

  @Override
  public String hold(QuarantineEntry held) {
    entry = held;
    Workflow.setCurrentDetails("**Quarantined**: " + held.clause());
    Workflow.await(() -> reason != null);
    return String.valueOf(reason);
  }

  @Override
  public void discard(String why) {
    reason = why;
  }

  @Override
  public QuarantineEntry entry() {
    if (entry == null) {
      throw new IllegalStateException("the entry has not been read yet");
    }
    return entry;
  }
}
