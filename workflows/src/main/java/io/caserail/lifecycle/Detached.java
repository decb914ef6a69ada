package io.caserail.lifecycle;

import io.caserail.engine.CaseEngine;
import io.caserail.record.RequestLog;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * The work of a run, which goes on when somebody asks Temporal to cancel it. That proves nothing:
 * it is noted, and not obeyed. Temporal reports such a run as cancelled whatever it returns, and
 * its activities would fail; who wants to stop a request withdraws it.
 */
public final class Detached {
  private Detached() {}

  /** Does the work of a run. */
  public static void run(CaseEngine engine, Proc work) {
    CancellationScope.current()
        .getCancellationRequest()
        .thenApply(
            reason -> {
              note(engine.current());
              return reason;
            });
    Workflow.newDetachedCancellationScope(work::apply).run();
  }

  private static void note(@Nullable RequestLog serving) {
    if (serving != null) {
      String what = "asked for in Temporal; to stop it, withdraw it in the ticket";
      serving.add("cancel", what, "", "Temporal");
    }
  }
}
