package io.caserail.sandbox.stripe;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The payment methods that the stand-in knows. Those named {@code pm_card_*} exist at Stripe and do
 * the same there; those named {@code pm_sandbox_*} are the stand-in's own.
 *
 * <table>
 *   <caption>Cards</caption>
 *   <tr><th>payment method</th><th>ends in</th><th>what it brings</th></tr>
 *   <tr><td>pm_card_visa</td><td>4242</td><td>refunds succeed</td></tr>
 *   <tr><td>pm_card_pendingRefund</td><td>7726</td><td>refunds are pending, then succeed</td></tr>
 *   <tr><td>pm_card_refundFail</td><td>5126</td><td>refunds succeed, then fail</td></tr>
 *   <tr><td>pm_card_createDispute</td><td>0259</td><td>disputed, needs_response</td></tr>
 *   <tr><td>pm_card_createDisputeInquiry</td><td>1976</td><td>an inquiry, warning_needs_response</td></tr>
 *   <tr><td>pm_card_riskLevelElevated</td><td>9235</td><td>held for review</td></tr>
 *   <tr><td>pm_sandbox_*</td><td>0001…</td><td>the {@link RefundBehaviour} of the same name</td></tr>
 * </table>
 *
 * @see <a href="https://docs.stripe.com/testing">Stripe: testing</a>
 */
public enum TestCard {
  VISA("pm_card_visa", "4242", RefundBehaviour.SUCCEED),
  PENDING_REFUND("pm_card_pendingRefund", "7726", RefundBehaviour.PEND_THEN_SUCCEED),
  REFUND_FAIL("pm_card_refundFail", "5126", RefundBehaviour.FAIL_AFTER_SUCCESS),
  DISPUTE("pm_card_createDispute", "0259", DisputeStatus.NEEDS_RESPONSE, false),
  INQUIRY("pm_card_createDisputeInquiry", "1976", DisputeStatus.WARNING_NEEDS_RESPONSE, false),
  REVIEW("pm_card_riskLevelElevated", "9235", null, true),
  PENDING_REFUND_FAIL("pm_sandbox_pendThenFail", "0001", RefundBehaviour.PEND_THEN_FAIL),
  PENDING_FOR_EVER("pm_sandbox_pendForEver", "0002", RefundBehaviour.PEND_FOR_EVER),
  PENDING_FOR_FUNDS("pm_sandbox_pendForFunds", "0003", RefundBehaviour.PEND_FOR_FUNDS),
  PENDING_FOR_CHARGE("pm_sandbox_pendForCharge", "0004", RefundBehaviour.PEND_FOR_CHARGE),
  FAILED_AT_ONCE("pm_sandbox_failAtOnce", "0005", RefundBehaviour.FAIL_AT_ONCE),
  NEEDS_ACTION("pm_sandbox_needAction", "0006", RefundBehaviour.NEED_ACTION),
  REFUND_DECLINED("pm_sandbox_beDeclined", "0007", RefundBehaviour.BE_DECLINED),
  NO_BALANCE("pm_sandbox_lackBalance", "0008", RefundBehaviour.LACK_BALANCE),
  LOCKED_ONCE("pm_sandbox_beLockedOnce", "0009", RefundBehaviour.BE_LOCKED_ONCE),
  CRASHES_ONCE("pm_sandbox_crashOnce", "0010", RefundBehaviour.CRASH_ONCE),
  CRASHES_ONCE_AFTER_EFFECT(
      "pm_sandbox_crashOnceAfterEffect", "0011", RefundBehaviour.CRASH_ONCE_AFTER_EFFECT);

  private final String paymentMethod;
  private final String last4;
  private final RefundBehaviour refunds;
  private final @Nullable DisputeStatus dispute;
  private final boolean underReview;

  TestCard(String paymentMethod, String last4, RefundBehaviour refunds) {
    this(paymentMethod, last4, refunds, null, false);
  }

  TestCard(
      String paymentMethod, String last4, @Nullable DisputeStatus dispute, boolean underReview) {
    this(paymentMethod, last4, RefundBehaviour.SUCCEED, dispute, underReview);
  }

  TestCard(
      String paymentMethod,
      String last4,
      RefundBehaviour refunds,
      @Nullable DisputeStatus dispute,
      boolean underReview) {
    this.paymentMethod = paymentMethod;
    this.last4 = last4;
    this.refunds = refunds;
    this.dispute = dispute;
    this.underReview = underReview;
  }

  /** The value to send as {@code payment_method}. */
  public String paymentMethod() {
    return paymentMethod;
  }

  String last4() {
    return last4;
  }

  /** What refunds of a payment made with this card do. */
  public RefundBehaviour refunds() {
    return refunds;
  }

  Optional<DisputeStatus> dispute() {
    return Optional.ofNullable(dispute);
  }

  boolean underReview() {
    return underReview;
  }

  static Optional<TestCard> of(String paymentMethod) {
    return Arrays.stream(values()).filter(c -> c.paymentMethod.equals(paymentMethod)).findFirst();
  }
}
