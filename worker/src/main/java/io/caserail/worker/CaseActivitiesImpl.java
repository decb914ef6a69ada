package io.caserail.worker;

import io.caserail.activities.http.Failures;
import io.caserail.client.CaseClient;
import io.caserail.client.TemporalUnavailable;
import io.caserail.model.FaultDomain;
import io.caserail.port.Assertion;
import io.caserail.port.Authority;
import io.caserail.port.CaseActivities;
import io.caserail.port.Proof;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.SentAgain;
import io.caserail.port.SettlementHint;
import io.caserail.port.SettlementRequest;
import io.caserail.port.TicketHint;
import java.util.function.Supplier;

/** What cases say to other cases: workflow code can't start one, an activity can. */
public final class CaseActivitiesImpl implements CaseActivities {
  static final Failures TEMPORAL = new Failures("Temporal", FaultDomain.LOCAL);

  private final CaseClient cases;
  private final Authority authority;

  public CaseActivitiesImpl(CaseClient cases, Authority authority) {
    this.cases = cases;
    this.authority = authority;
  }

  @Override
  public String handOver(SettlementRequest request) {
    return reached(
        () -> {
          cases.handOver(request);
          return cases.settlementId(request.ref());
        });
  }

  @Override
  public Proof prove(Assertion assertion) {
    return authority.prove(assertion);
  }

  @Override
  public String forward(ReadTicketRequest request) {
    return reached(
        () -> {
          cases.submit(
              request.kind(), request.object(), new TicketHint(request.ticket(), "forward"));
          return cases.caseId(request.kind(), request.object());
        });
  }

  @Override
  public int forwardToSettlements(SettlementHint hint) {
    return reached(
        () ->
            (int)
                hint.refunds().stream()
                    .filter(refund -> cases.hintSettlement(refund, hint.ticket()))
                    .count());
  }

  @Override
  public int sentAgain(SentAgain sent) {
    return reached(
        () ->
            (int)
                sent.failed().stream()
                    .filter(failed -> cases.sentAgain(failed, sent.ref()))
                    .count());
  }

  /** Makes a call that fails, where Temporal is away, as a call of an activity fails. */
  static <T> T reached(Supplier<T> call) {
    try {
      return call.get();
    } catch (TemporalUnavailable e) {
      throw TEMPORAL.away("Temporal did not take it", e.getClass().getSimpleName(), null);
    }
  }
}
