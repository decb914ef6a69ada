package io.caserail.worker.contract;

import io.caserail.model.CaseKind;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.VerificationPolicy;
import io.caserail.worker.policy.Policy;
import java.time.Duration;

/**
 * How long the code lets a step wait until it shows it as late.
 *
 * @param time how long
 * @param key where the policy says so
 */
record StepWaits(Duration time, String key) {

  /** That of a step; zero where only the object itself says how long, as the end of a term. */
  static StepWaits of(Policy policy, CaseKind kind, String step) {
    Waits waits = policy.refunds().waits();
    return switch (kind) {
      case REFUND ->
          switch (step) {
            case "approve" -> approval(waits);
            case "risk-review" -> new StepWaits(policy.refunds().risk().within(), "risk.within");
            default -> quiet(waits);
          };
      case SETTLEMENT ->
          step.equals("settle")
              ? new StepWaits(waits.settlement(), "waits.settlement")
              : approval(waits);
      case CANCELLATION -> cancellation(policy.cancellations(), waits, step);
      case VERIFICATION -> verification(policy.verifications(), waits, step);
    };
  }

  private static StepWaits cancellation(CancellationPolicy policy, Waits waits, String step) {
    return switch (step) {
      case "approve", "opened-again", "intercept", "find-parcel" -> approval(waits);
      case "undo-window" -> new StepWaits(policy.undoWindow(), "cancellation.undoWindow");
      case "label-void" -> new StepWaits(policy.labelVoid(), "cancellation.labelVoid");
      case "billing-ended" -> new StepWaits(policy.billingEnd(), "cancellation.billingEnd");
      case "goods-back" -> new StepWaits(policy.returnWithin(), "cancellation.returnWithin");
      case "refund" ->
          new StepWaits(waits.longest().plus(waits.approval()), "waits.longest and waits.approval");
      case "term" -> new StepWaits(Duration.ZERO, "the term");
      default -> quiet(waits);
    };
  }

  private static StepWaits verification(VerificationPolicy policy, Waits waits, String step) {
    return switch (step) {
      case "approve", "review" -> approval(waits);
      case "wait" ->
          new StepWaits(
              policy.sessionLife().plus(policy.checkedWithin()),
              "verification.sessionLife and verification.checkedWithin");
      case "erased" -> new StepWaits(policy.redactWithin(), "verification.redactWithin");
      default -> quiet(waits);
    };
  }

  private static StepWaits approval(Waits waits) {
    return new StepWaits(waits.approval(), "waits.approval");
  }

  private static StepWaits quiet(Waits waits) {
    return new StepWaits(waits.sendBudget(), "waits.sendBudget");
  }
}
