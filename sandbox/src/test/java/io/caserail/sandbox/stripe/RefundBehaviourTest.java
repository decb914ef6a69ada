package io.caserail.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.param.RefundCreateParams;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefundBehaviourTest {
  private static final Duration SETTLE = Duration.ofHours(3);

  private final RunningStripe running =
      RunningStripe.start(StripeOptions.defaults().withSettleAfter(SETTLE));

  @AfterEach
  void stop() {
    running.close();
  }

  @ParameterizedTest
  @CsvSource({
    "VISA,                succeeded,       ,                   succeeded,       ",
    "PENDING_REFUND,      pending,         processing,         succeeded,       ",
    "PENDING_REFUND_FAIL, pending,         processing,         failed,          declined",
    "PENDING_FOR_EVER,    pending,         processing,         pending,         ",
    "PENDING_FOR_FUNDS,   pending,         insufficient_funds, succeeded,       ",
    "PENDING_FOR_CHARGE,  pending,         charge_pending,     succeeded,       ",
    "REFUND_FAIL,         succeeded,       ,                   failed,          expired_or_canceled_card",
    "FAILED_AT_ONCE,      failed,          ,                   failed,          declined",
    "NEEDS_ACTION,        requires_action, ,                   requires_action, ",
  })
  void the_card_decides_what_a_refund_does(
      TestCard card, String first, String pendingReason, String later, String failureReason)
      throws Exception {
    // given
    Payment payment = running.stripe().payment().card(card).create();

    // when
    var refund = refund(payment);
    running.clock().advance(SETTLE);
    var settled = running.client().v1().refunds().retrieve(refund.getId());

    // then
    assertThat(refund.getStatus()).isEqualTo(first);
    assertThat(refund.getPendingReason()).isEqualTo(pendingReason);
    assertThat(settled.getStatus()).isEqualTo(later);
    assertThat(settled.getFailureReason()).isEqualTo(failureReason);
  }

  @Test
  void nothing_settles_before_its_time() throws Exception {
    // given
    Payment payment = running.stripe().payment().card(TestCard.PENDING_REFUND).create();
    var refund = refund(payment);

    // when
    running.clock().advance(SETTLE.minusSeconds(60));

    // then
    assertThat(running.stripe().refund(refund.getId()).status()).isEqualTo(RefundStatus.PENDING);
  }

  @ParameterizedTest
  @EnumSource(RefundFailureReason.class)
  void a_refund_can_fail_after_it_succeeded_for_each_reason(RefundFailureReason reason)
      throws Exception {
    // given
    Payment payment = running.stripe().payment().amount(4000, "eur").create();
    var refund = refund(payment);

    // when
    running.stripe().fail(refund.getId(), reason);

    // then
    var failed = running.client().v1().refunds().retrieve(refund.getId());
    assertThat(failed.getStatus()).isEqualTo("failed");
    assertThat(failed.getFailureReason()).isEqualTo(reason.wire());
    assertThat(running.client().v1().charges().retrieve(payment.chargeId()).getAmountRefunded())
        .isZero();
  }

  @Test
  void a_refund_settled_by_hand_does_not_do_again_what_was_planned() throws Exception {
    // given
    Payment payment = running.stripe().payment().card(TestCard.PENDING_REFUND_FAIL).create();
    var refund = refund(payment);
    running.stripe().fail(refund.getId(), RefundFailureReason.LOST_OR_STOLEN_CARD);

    // when
    running.clock().advance(SETTLE);

    // then
    assertThat(running.stripe().refund(refund.getId()).failureReason())
        .isEqualTo(RefundFailureReason.LOST_OR_STOLEN_CARD);
  }

  @Test
  void a_refund_that_requires_action_can_be_cancelled_and_frees_its_amount() throws Exception {
    // given
    Payment payment = running.stripe().payment().card(TestCard.NEEDS_ACTION).create();
    var refund = refund(payment);
    assertThat(refund.getNextAction().getType()).isEqualTo("display_details");

    // when
    var cancelled = running.client().v1().refunds().cancel(refund.getId());

    // then
    assertThat(cancelled.getStatus()).isEqualTo("canceled");
    assertThat(running.stripe().moneyMoved(payment.id())).isZero();
  }

  @Test
  void a_refund_in_any_other_status_cannot_be_cancelled() throws Exception {
    // given
    Payment payment = running.stripe().payment().card(TestCard.PENDING_REFUND).create();
    var refund = refund(payment);

    // when
    var refused =
        catchThrowableOfType(
            InvalidRequestException.class,
            () -> running.client().v1().refunds().cancel(refund.getId()));

    // then
    assertThat(refused.getStatusCode()).isEqualTo(400);
    assertThat(running.stripe().refund(refund.getId()).status()).isEqualTo(RefundStatus.PENDING);
  }

  @Test
  void a_failed_refund_stays_failed() throws Exception {
    // given
    Payment payment = running.stripe().payment().card(TestCard.FAILED_AT_ONCE).create();
    var refund = refund(payment);

    // when / then
    assertThatThrownBy(() -> running.stripe().settle(refund.getId()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("failed");
  }

  @Test
  void a_declined_refund_is_answered_like_a_declined_card_and_moves_nothing() {
    // given
    Payment payment = running.stripe().payment().card(TestCard.REFUND_DECLINED).create();

    // when
    var declined = catchThrowableOfType(CardException.class, () -> refund(payment));

    // then
    assertThat(declined.getStatusCode()).isEqualTo(402);
    assertThat(declined.getCode()).isEqualTo("card_declined");
    assertThat(running.stripe().moneyMoved(payment.id())).isZero();
  }

  @Test
  void a_lock_is_gone_at_the_next_request() throws Exception {
    // given
    Payment payment = running.stripe().payment().card(TestCard.LOCKED_ONCE).create();

    // when
    var locked = catchThrowableOfType(StripeException.class, () -> refund(payment));
    var refund = refund(payment);

    // then
    assertThat(locked.getStatusCode()).isEqualTo(429);
    assertThat(locked.getCode()).isEqualTo("lock_timeout");
    assertThat(refund.getStatus()).isEqualTo("succeeded");
  }

  @Test
  void a_crash_after_the_effect_hides_a_refund_that_was_made() {
    // given
    Payment payment = running.stripe().payment().card(TestCard.CRASHES_ONCE_AFTER_EFFECT).create();

    // when
    var crashed = catchThrowableOfType(StripeException.class, () -> refund(payment));

    // then
    assertThat(crashed.getStatusCode()).isEqualTo(500);
    assertThat(running.stripe().refundsOf(payment.id())).hasSize(1);
  }

  @Test
  void a_refund_by_hand_carries_no_metadata() {
    // given
    Payment payment = running.stripe().payment().amount(4000, "eur").create();

    // when
    Refund refund = running.stripe().refundByHand(payment.id(), 1500);

    // then
    assertThat(refund.metadata()).isEmpty();
    assertThat(running.stripe().refundsOf(payment.id())).containsExactly(refund);
  }

  private com.stripe.model.Refund refund(Payment payment) throws StripeException {
    return running
        .client()
        .v1()
        .refunds()
        .create(
            RefundCreateParams.builder().setPaymentIntent(payment.id()).setAmount(1500L).build());
  }
}
