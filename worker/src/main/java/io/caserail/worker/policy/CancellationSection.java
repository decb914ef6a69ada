package io.caserail.worker.policy;

import io.caserail.port.CancellationPolicy;
import io.caserail.port.RefundPolicy;
import io.caserail.worker.config.Section;

/** The section {@code cancellation} of a policy. */
final class CancellationSection {
  /** As its adapter calls it when it is away. */
  private static final String PAYMENT_SYSTEM = "Stripe";

  private CancellationSection() {}

  /**
   * Reads it.
   *
   * @param refunds whose waits and zone hold for cancellations too
   * @param usual what stands for what the section leaves out
   */
  static CancellationPolicy read(Section s, RefundPolicy refunds, CancellationPolicy usual) {
    CancellationPolicy policy =
        new CancellationPolicy(
            refunds.hash(),
            refunds.zone(),
            refunds.waits().withoutPromise(),
            s.durationOrNone("coolingOff", usual.coolingOff()),
            s.durationOrNone("undoWindow", usual.undoWindow()),
            Codes.read(s, "askAlways", usual.askAlways()),
            s.duration("labelVoid", usual.labelVoid()),
            s.duration("billingEnd", usual.billingEnd()),
            s.duration("returnWithin", usual.returnWithin()),
            PAYMENT_SYSTEM);
    if (!policy.coolingOff().isZero() && policy.undoWindow().compareTo(policy.coolingOff()) > 0) {
      s.problem(
          "undoWindow",
          "is longer than coolingOff: it would begin while everything is due back and end when it"
              + " is not; one of them is wrong");
    }
    return policy;
  }
}
