package io.caserail.cancellation;

import io.caserail.client.CaseClient;
import io.caserail.model.FaultDomain;
import io.caserail.port.DueRefund;
import io.caserail.port.DueRefundActivities;
import io.caserail.port.FailureType;
import io.caserail.port.Outcome;
import io.caserail.port.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** Asks real refund cases, as a worker does. */
final class AskedRefunds implements DueRefundActivities {
  private final CaseClient cases;

  AskedRefunds(CaseClient cases) {
    this.cases = cases;
  }

  @Override
  public Outcome askForRefund(DueRefund due) {
    if (cases.became(due).kind() == Outcome.Kind.ABSENT) {
      cases.refundDue(due);
    }
    return Outcome.pending(cases.refundId(due.payment()), "", Duration.ofMinutes(5));
  }

  @Override
  public Outcome findAskedRefund(DueRefund due) {
    return cases.became(due);
  }

  @Override
  public Outcome awaitAskedRefund(DueRefund due) {
    boolean open = cases.isOpen(cases.refundId(due.payment()));
    Outcome became = cases.became(due);
    if (became.kind() == Outcome.Kind.PENDING || (open && became.kind() == Outcome.Kind.ABSENT)) {
      throw ApplicationFailure.newFailure(
          "test", FailureType.NOT_YET.name(), new Trouble(FaultDomain.LOCAL, "Temporal", "", ""));
    }
    return became;
  }
}
