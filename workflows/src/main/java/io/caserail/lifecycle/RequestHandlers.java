package io.caserail.lifecycle;

import io.caserail.port.TicketHint;
import io.temporal.workflow.SignalMethod;

/** What a case answers to that serves the requests of tickets. */
public interface RequestHandlers extends CaseHandlers {
  /** Something happened in a ticket; only its audits say what. */
  @SignalMethod
  void submit(TicketHint hint);

  /** Something happened in one of the systems that a request waits for; only they say what. */
  @SignalMethod
  void wake(String eventId);
}
