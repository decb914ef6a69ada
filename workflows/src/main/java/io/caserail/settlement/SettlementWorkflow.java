package io.caserail.settlement;

import io.caserail.lifecycle.CaseHandlers;
import io.caserail.model.TicketId;
import io.caserail.port.SettlementRequest;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Follows one accepted refund to its final word, by event and by poll: {@code
 * settlement-<account>-<refund>}.
 */
@WorkflowInterface
public interface SettlementWorkflow extends CaseHandlers {
  /** Ends when the payment system has spoken and the ticket says so. */
  @WorkflowMethod
  SettlementResult run(String refund);

  /** Hands over what the refund's case knows; without it the refund's metadata tells. */
  @SignalMethod
  void settle(SettlementRequest request);

  /** Something was said in the ticket; only its audits say what. */
  @SignalMethod
  void submit(TicketId ticket);

  /** The same was asked for and sent again, as this refund; whether that is so is read again. */
  @SignalMethod
  void sentAgain(String refund);

  /** There is news; the truth is read again. */
  @SignalMethod
  void wake(String eventId);

  /** What it returns, which Temporal drops of a run that somebody asked to cancel. */
  @QueryMethod
  SettlementResult result();
}
