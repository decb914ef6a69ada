package io.caserail.worker.contract;

import io.caserail.model.CaseKind;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.VerificationPolicy;
import io.caserail.worker.policy.Policy;
import java.time.Duration;

/**
 * After which time the code shows a wait at a step as late, at the latest: of the causes for which
 * it may wait there, the most patient one, and no more than what the request as a whole may take.
 *
 * @param time how long
 * @param key where the policy says so
 */
record StepWaits(Duration time, String key) {

  /** That of a step; zero where only the object itself says how long, as the end of a term. */
  static StepWaits of(Policy policy, CaseKind kind, String step) {
    Waits waits = policy.refunds().waits();
    return switch (kind) {
      case REFUND -> promised(waits, refund(policy, waits, step));
      case SETTLEMENT ->
          step.equals("settle")
              ? away(waits).or(waits.settlement(), "waits.settlement")
              : approval(waits);
      case CANCELLATION -> cancellation(policy.cancellations(), waits, step);
      case VERIFICATION -> verification(policy.verifications(), waits, step);
    };
  }

  /**
   * Whether a case of this kind is late as a whole after {@code waits.promise}. The others wait on
   * purpose, so that each of their waits is late by itself.
   */
  static boolean isPromised(CaseKind kind) {
    return kind == CaseKind.REFUND;
  }

  private static StepWaits refund(Policy policy, Waits waits, String step) {
    return switch (step) {
      case "approve" -> no(waits);
      case "risk-review" -> away(waits).or(policy.refunds().risk().within(), "risk.within");
      default -> away(waits);
    };
  }

  private static StepWaits cancellation(CancellationPolicy policy, Waits waits, String step) {
    return switch (step) {
      case "look-up", "look-for-rest" -> away(waits);
      case "approve", "opened-again", "intercept", "find-parcel" -> approval(waits);
      case "undo-window" -> new StepWaits(policy.undoWindow(), "cancellation.undoWindow");
      case "label-void" -> away(waits).or(policy.labelVoid(), "cancellation.labelVoid");
      case "billing-ended" -> away(waits).or(policy.billingEnd(), "cancellation.billingEnd");
      case "goods-back" -> new StepWaits(policy.returnWithin(), "cancellation.returnWithin");
      case "refund" ->
          new StepWaits(waits.longest().plus(waits.approval()), "waits.longest and waits.approval");
      case "term" -> new StepWaits(Duration.ZERO, "the term");
      default -> no(waits);
    };
  }

  private static StepWaits verification(VerificationPolicy policy, Waits waits, String step) {
    return switch (step) {
      case "look-up", "open" -> away(waits);
      case "approve", "review" -> approval(waits);
      case "wait" ->
          away(waits)
              .or(
                  policy.sessionLife().plus(policy.checkedWithin()),
                  "verification.sessionLife and verification.checkedWithin");
      case "erased" -> no(waits).or(policy.redactWithin(), "verification.redactWithin");
      default -> no(waits);
    };
  }

  /** People are asked, and nobody else. */
  private static StepWaits approval(Waits waits) {
    return new StepWaits(waits.approval(), "waits.approval");
  }

  /** A system stays away, or does not say what became of it. */
  private static StepWaits away(Waits waits) {
    return new StepWaits(waits.longest(), "waits.longest")
        .or(waits.doubtOwner(), "waits.doubtOwner");
  }

  /** The same, or it says no, and people are asked what to do. */
  private static StepWaits no(Waits waits) {
    return away(waits).or(waits.approval(), "waits.approval");
  }

  private static StepWaits promised(Waits waits, StepWaits wait) {
    return wait.time.compareTo(waits.promise()) > 0
        ? new StepWaits(waits.promise(), "waits.promise")
        : wait;
  }

  private StepWaits or(Duration other, String otherKey) {
    return other.compareTo(time) > 0 ? new StepWaits(other, otherKey) : this;
  }
}
