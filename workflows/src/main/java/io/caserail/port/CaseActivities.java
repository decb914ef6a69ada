package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/** What a case asks of Temporal and of the authority, outside its own workflow. */
@ActivityInterface
public interface CaseActivities {
  /** Starts or joins the settlement of a refund. */
  void handOver(SettlementRequest request);

  /** What a claim by command line or signal proves. */
  Proof prove(Assertion assertion);

  /** Sends the hint about a ticket to the case that its object field names. */
  void forward(ReadTicketRequest request);
}
