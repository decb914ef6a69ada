package io.caserail.worker;

import io.caserail.client.CaseClient;
import io.caserail.model.CaseKind;
import io.caserail.port.DueRefund;
import io.caserail.port.DueRefundActivities;
import io.caserail.port.Outcome;
import io.caserail.worker.contract.KindSwitch;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks the case of a payment for a refund, and what became of it. Asking twice is no matter: the
 * case knows each refund by its origin, and one that has ended with it is asked what it knows
 * first.
 */
public final class DueRefundActivitiesImpl implements DueRefundActivities {
  /** The refund's case says when it has ended; this only covers what gets lost. */
  private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

  private final CaseClient cases;
  private final KindSwitch kinds;

  /**
   * Those of the cases of an account.
   *
   * @param kinds whether refunds may be asked for
   */
  public DueRefundActivitiesImpl(CaseClient cases, KindSwitch kinds) {
    this.cases = cases;
    this.kinds = kinds;
  }

  @Override
  public Outcome askForRefund(DueRefund due) {
    return CaseActivitiesImpl.reached(
        () -> {
          // In this order: one that ends in between has said what became of it.
          boolean open = cases.isOpen(caseOf(due));
          Outcome.Kind became = cases.became(due).kind();
          boolean ended = became == Outcome.Kind.PENDING && !open;
          Optional<String> off = kinds.whyOff(CaseKind.REFUND);
          if (became == Outcome.Kind.ABSENT && off.isPresent()) {
            return Outcome.stopped("switched_off", off.get());
          }
          if (became == Outcome.Kind.ABSENT || ended) {
            cases.refundDue(due);
          }
          return Outcome.pending(caseOf(due), "", ASK_AGAIN);
        });
  }

  @Override
  public Outcome findAskedRefund(DueRefund due) {
    return CaseActivitiesImpl.reached(
        () -> {
          Outcome became = cases.became(due);
          return became.kind() == Outcome.Kind.PENDING
              ? Outcome.pending(caseOf(due), became.evidence(), ASK_AGAIN)
              : became;
        });
  }

  @Override
  public Outcome awaitAskedRefund(DueRefund due) {
    return CaseActivitiesImpl.reached(
        () -> {
          // In this order: a case that has come to its own end knows what became of all it was
          // asked.
          boolean open = cases.isOpen(caseOf(due));
          Outcome became = cases.became(due);
          boolean said =
              became.kind() != Outcome.Kind.PENDING && became.kind() != Outcome.Kind.ABSENT;
          if (open && !said) {
            throw CaseActivitiesImpl.TEMPORAL.notYet(
                "the refund's case has not ended", caseOf(due), ASK_AGAIN);
          }
          return said ? became : Outcome.absent("its case was ended from outside");
        });
  }

  private String caseOf(DueRefund due) {
    return cases.refundId(due.payment());
  }
}
