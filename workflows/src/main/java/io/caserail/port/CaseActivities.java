package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/** What a case asks of Temporal and of the authority, outside its own workflow. */
@ActivityInterface
public interface CaseActivities {
  /** Starts or joins the settlement of a refund; returns its case id. */
  String handOver(SettlementRequest request);

  /** What a claim by command line or signal proves. */
  Proof prove(Assertion assertion);

  /** Sends the hint about a ticket to the case of the object; returns its case id. */
  String forward(ReadTicketRequest request);

  /** Hints at a ticket to the settlements of these refunds; returns how many of them are open. */
  int forwardToSettlements(SettlementHint hint);

  /** Tells the settlements of the failed refunds; returns how many of them are open. */
  int sentAgain(SentAgain sent);
}
