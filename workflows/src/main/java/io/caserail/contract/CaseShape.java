package io.caserail.contract;

import static io.caserail.model.DecisionKind.APPROVE;
import static io.caserail.model.DecisionKind.CHECKED_FOUND;
import static io.caserail.model.DecisionKind.CHECKED_NONE;
import static io.caserail.model.DecisionKind.COMPENSATE;
import static io.caserail.model.DecisionKind.DONE_BY_HAND;
import static io.caserail.model.DecisionKind.EXTEND;
import static io.caserail.model.DecisionKind.HAND_OVER;
import static io.caserail.model.DecisionKind.REFUSE;
import static io.caserail.model.DecisionKind.RETRY;
import static io.caserail.model.DecisionKind.SKIP;
import static io.caserail.model.DecisionKind.WITHDRAW;

import io.caserail.model.CaseKind;
import io.caserail.model.DecisionKind;
import java.util.List;

/**
 * What the code of a kind of case does, as far as a contract speaks of it. The steps stand in the
 * code; a test holds this against them.
 *
 * @param steps its steps, in the order in which they usually come
 * @param offers what people may be offered to decide
 * @param tells what its customers are told, by Caserail or by whoever does as its notes say; by the
 *     keys of the reviewed texts
 */
public record CaseShape(List<Move> steps, List<DecisionKind> offers, List<String> tells) {
  public CaseShape {
    steps = List.copyOf(steps);
    offers = List.copyOf(offers);
    tells = List.copyOf(tells);
  }

  /**
   * One step.
   *
   * @param step its name
   * @param isPivot whether with it a case can only go forward
   * @param isUndone whether it is taken back when the case ends before that
   */
  public record Move(String step, boolean isPivot, boolean isUndone) {}

  /** The names of all steps. */
  public List<String> names() {
    return steps.stream().map(Move::step).toList();
  }

  /** The steps with which a case can only go forward. */
  public List<String> pivot() {
    return steps.stream().filter(Move::isPivot).map(Move::step).toList();
  }

  /** The steps that are taken back. */
  public List<String> undone() {
    return steps.stream().filter(Move::isUndone).map(Move::step).toList();
  }

  /** That of a kind of case. */
  public static CaseShape of(CaseKind kind) {
    return switch (kind) {
      case REFUND ->
          new CaseShape(
              List.of(
                  step("look-up"),
                  step("approve"),
                  step("risk-review"),
                  pivot("pay"),
                  step("hand-over")),
              List.of(
                  APPROVE,
                  REFUSE,
                  RETRY,
                  CHECKED_FOUND,
                  CHECKED_NONE,
                  DONE_BY_HAND,
                  WITHDRAW,
                  EXTEND,
                  HAND_OVER),
              List.of(
                  "refund_sent",
                  "tell_sent",
                  "tell_delayed",
                  "tell_checking",
                  "pending_processing",
                  "pending_funds",
                  "pending_payment"));
      case SETTLEMENT ->
          new CaseShape(
              List.of(step("settle"), step("failed")),
              List.of(RETRY, DONE_BY_HAND, WITHDRAW, EXTEND, HAND_OVER),
              List.of(
                  "refund_sent",
                  "tell_sent",
                  "tell_delayed",
                  "failed_card",
                  "failed_bank",
                  "failed_dispute",
                  "failed"));
      case CANCELLATION ->
          new CaseShape(
              List.of(
                  step("look-up"),
                  step("look-for-rest"),
                  step("approve"),
                  undone("close-order"),
                  undone("stop-billing"),
                  step("undo-window"),
                  step("opened-again"),
                  pivot("void-label"),
                  step("label-void"),
                  pivot("intercept"),
                  pivot("find-parcel"),
                  pivot("end-billing"),
                  pivot("term"),
                  step("billing-ended"),
                  undone("revoke-access"),
                  pivot("refund"),
                  step("goods-back")),
              List.of(
                  APPROVE,
                  REFUSE,
                  RETRY,
                  CHECKED_FOUND,
                  CHECKED_NONE,
                  DONE_BY_HAND,
                  SKIP,
                  COMPENSATE,
                  WITHDRAW,
                  EXTEND,
                  HAND_OVER),
              List.of("tell_cancelled", "tell_cancellation_delayed", "tell_checking"));
      case VERIFICATION ->
          new CaseShape(
              List.of(
                  step("look-up"),
                  step("approve"),
                  undone("open"),
                  step("invite"),
                  step("invite-again"),
                  step("wait"),
                  step("close"),
                  step("review"),
                  pivot("apply"),
                  step("erase"),
                  step("erased")),
              List.of(
                  APPROVE,
                  REFUSE,
                  RETRY,
                  CHECKED_FOUND,
                  CHECKED_NONE,
                  DONE_BY_HAND,
                  SKIP,
                  COMPENSATE,
                  WITHDRAW,
                  EXTEND,
                  HAND_OVER),
              List.of(
                  "tell_link_sent",
                  "tell_verified",
                  "tell_not_verified",
                  "tell_verification_delayed",
                  "tell_checking"));
    };
  }

  private static Move step(String name) {
    return new Move(name, false, false);
  }

  private static Move pivot(String name) {
    return new Move(name, true, false);
  }

  private static Move undone(String name) {
    return new Move(name, false, true);
  }
}
