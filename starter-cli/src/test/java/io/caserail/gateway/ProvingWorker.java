package io.caserail.gateway;

import io.caserail.model.Role;
import io.caserail.port.Assertion;
import io.caserail.port.CaseActivities;
import io.caserail.port.Proof;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.SentAgain;
import io.caserail.port.SettlementHint;
import io.caserail.port.SettlementRequest;
import java.util.List;

/** A worker's activities that know one person: Omar, an operator. */
final class ProvingWorker implements CaseActivities {
  @Override
  public Proof prove(Assertion assertion) {
    return assertion.actor().equals("omar")
        ? Proof.of(List.of(Role.OPERATOR))
        : Proof.refused("the policy does not know this name");
  }

  @Override
  public String handOver(SettlementRequest request) {
    throw new AssertionError("not asked here");
  }

  @Override
  public String forward(ReadTicketRequest request) {
    throw new AssertionError("not asked here");
  }

  @Override
  public int forwardToSettlements(SettlementHint hint) {
    throw new AssertionError("not asked here");
  }

  @Override
  public int sentAgain(SentAgain sent) {
    throw new AssertionError("not asked here");
  }
}
