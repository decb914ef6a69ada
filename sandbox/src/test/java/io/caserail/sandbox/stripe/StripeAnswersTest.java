package io.caserail.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.radar.EarlyFraudWarning;
import com.stripe.param.ChargeListParams;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.RefundUpdateParams;
import com.stripe.param.radar.EarlyFraudWarningListParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stripe's own Java client, with its own classes, reads what the stand-in answers. */
class StripeAnswersTest {
  private final RunningStripe running = RunningStripe.start(StripeOptions.defaults());

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void a_payment_made_over_the_api_is_read_with_its_charge_and_customer() throws Exception {
    // given
    var customer =
        running
            .client()
            .v1()
            .customers()
            .create(CustomerCreateParams.builder().setEmail("ada@example.org").build());
    PaymentIntent made =
        running
            .client()
            .v1()
            .paymentIntents()
            .create(
                PaymentIntentCreateParams.builder()
                    .setAmount(9000L)
                    .setCurrency("eur")
                    .setConfirm(true)
                    .setCustomer(customer.getId())
                    .setPaymentMethod("pm_card_visa")
                    .putMetadata("order", "7")
                    .build());

    // when
    PaymentIntent read =
        running
            .client()
            .v1()
            .paymentIntents()
            .retrieve(
                made.getId(),
                PaymentIntentRetrieveParams.builder().addExpand("latest_charge").build());

    // then
    assertThat(read.getStatus()).isEqualTo("succeeded");
    assertThat(read.getAmountReceived()).isEqualTo(9000);
    assertThat(read.getMetadata()).containsEntry("order", "7");
    assertThat(read.getLivemode()).isFalse();
    Charge charge = read.getLatestChargeObject();
    assertThat(charge.getId()).startsWith("ch_");
    assertThat(charge.getAmountCaptured()).isEqualTo(9000);
    assertThat(charge.getAmountRefunded()).isZero();
    assertThat(charge.getRefunded()).isFalse();
    assertThat(charge.getDisputed()).isFalse();
    assertThat(charge.getReview()).isNull();
    assertThat(charge.getBillingDetails().getEmail()).isEqualTo("ada@example.org");
    assertThat(charge.getCustomer()).isEqualTo(customer.getId());
    assertThat(charge.getPaymentIntent()).isEqualTo(made.getId());
  }

  @Test
  void a_reference_that_is_not_expanded_is_an_id() throws Exception {
    // given
    Payment payment = running.stripe().payment().create();

    // when
    PaymentIntent read = running.client().v1().paymentIntents().retrieve(payment.id());

    // then
    assertThat(read.getLatestCharge()).isEqualTo(payment.chargeId());
    assertThat(read.getLatestChargeObject()).isNull();
  }

  @Test
  void what_cannot_be_expanded_is_refused() {
    // given
    Payment payment = running.stripe().payment().create();

    // when
    var refused =
        catchThrowableOfType(
            InvalidRequestException.class,
            () ->
                running
                    .client()
                    .v1()
                    .paymentIntents()
                    .retrieve(
                        payment.id(),
                        PaymentIntentRetrieveParams.builder().addExpand("status").build()));

    // then
    assertThat(refused.getStatusCode()).isEqualTo(400);
    assertThat(refused.getParam()).isEqualTo("expand");
  }

  @Test
  void a_payment_held_for_review_shows_its_review() throws Exception {
    // given
    Payment payment = running.stripe().payment().card(TestCard.REVIEW).create();

    // when
    Charge charge = running.client().v1().charges().retrieve(payment.chargeId());
    var review = running.client().v1().reviews().retrieve(charge.getReview());

    // then
    assertThat(review.getId()).startsWith("prv_");
    assertThat(review.getOpen()).isTrue();
    assertThat(review.getOpenedReason()).isEqualTo("rule");
    assertThat(review.getClosedReason()).isNull();
    assertThat(review.getPaymentIntent()).isEqualTo(payment.id());
    assertThat(running.client().v1().reviews().list().getData()).hasSize(1);
  }

  @Test
  void a_closed_review_says_how_and_leaves_the_list_of_open_ones() throws Exception {
    // given
    Payment payment = running.stripe().payment().create();
    Review review = running.stripe().openReview(payment.id());

    // when
    var approved = running.client().v1().reviews().approve(review.id());

    // then
    assertThat(approved.getOpen()).isFalse();
    assertThat(approved.getClosedReason()).isEqualTo("approved");
    assertThat(approved.getReason()).isEqualTo("approved");
    assertThat(running.client().v1().reviews().list().getData()).isEmpty();
    assertThat(running.client().v1().charges().retrieve(payment.chargeId()).getReview())
        .isEqualTo(review.id());
  }

  @Test
  void whoever_refunds_all_of_a_payment_closes_its_review() throws Exception {
    Payment asked = running.stripe().payment().amount(9000, "eur").card(TestCard.REVIEW).create();
    Payment fraud = running.stripe().payment().amount(9000, "eur").card(TestCard.REVIEW).create();

    refund(asked, 4000);
    String half = reviewOf(asked).getClosedReason();
    refund(asked, 5000);
    running.stripe().closeReview(fraud.id(), ReviewEnd.REFUNDED_AS_FRAUD);

    assertThat(half).isNull();
    assertThat(reviewOf(asked).getClosedReason()).isEqualTo("refunded");
    assertThat(reviewOf(fraud).getClosedReason()).isEqualTo("refunded_as_fraud");
    assertThat(running.stripe().moneyMoved(fraud.id())).isEqualTo(9000);
  }

  @Test
  void a_warning_of_fraud_is_actionable_until_all_is_refunded_or_there_is_a_dispute()
      throws Exception {
    Payment refunded = running.stripe().payment().amount(9000, "eur").create();
    Payment disputed = running.stripe().payment().amount(9000, "eur").create();
    running.stripe().warnOfFraud(refunded.id());
    running.stripe().warnOfFraud(disputed.id());

    List<Boolean> actionable = new ArrayList<>();
    refund(refunded, 4000);
    actionable.add(warningOf(refunded).getActionable());
    refund(refunded, 5000);
    actionable.add(warningOf(refunded).getActionable());
    actionable.add(warningOf(disputed).getActionable());
    running.stripe().dispute(disputed.id(), DisputeStatus.NEEDS_RESPONSE);
    actionable.add(warningOf(disputed).getActionable());

    assertThat(actionable).containsExactly(true, false, true, false);
    assertThat(warningOf(disputed).getFraudType()).isEqualTo("unauthorized_use_of_card");
  }

  private com.stripe.model.Review reviewOf(Payment payment) throws Exception {
    return running
        .client()
        .v1()
        .reviews()
        .retrieve(running.client().v1().charges().retrieve(payment.chargeId()).getReview());
  }

  private EarlyFraudWarning warningOf(Payment payment) throws Exception {
    return running
        .client()
        .v1()
        .radar()
        .earlyFraudWarnings()
        .list(EarlyFraudWarningListParams.builder().setPaymentIntent(payment.id()).build())
        .getData()
        .get(0);
  }

  @Test
  void two_partial_refunds_add_up_on_the_charge() throws Exception {
    // given
    Payment payment = running.stripe().payment().amount(9000, "eur").create();
    refund(payment, 2500);

    // when
    var refund = refund(payment, 6500);

    // then
    assertThat(refund.getStatus()).isEqualTo("succeeded");
    assertThat(refund.getAmount()).isEqualTo(6500);
    assertThat(refund.getCurrency()).isEqualTo("eur");
    assertThat(refund.getCharge()).isEqualTo(payment.chargeId());
    assertThat(refund.getPaymentIntent()).isEqualTo(payment.id());
    Charge charge = running.client().v1().charges().retrieve(payment.chargeId());
    assertThat(charge.getAmountRefunded()).isEqualTo(9000);
    assertThat(charge.getRefunded()).isTrue();
    assertThat(running.stripe().moneyMoved(payment.id())).isEqualTo(9000);
  }

  @Test
  void a_refund_by_charge_without_amount_takes_what_is_left() throws Exception {
    // given
    Payment payment = running.stripe().payment().amount(9000, "eur").create();
    refund(payment, 2500);

    // when
    var rest =
        running
            .client()
            .v1()
            .refunds()
            .create(RefundCreateParams.builder().setCharge(payment.chargeId()).build());

    // then
    assertThat(rest.getAmount()).isEqualTo(6500);
  }

  @Test
  void metadata_are_merged_and_an_empty_value_unsets_its_key() throws Exception {
    // given
    Payment payment = running.stripe().payment().create();
    var refund =
        running
            .client()
            .v1()
            .refunds()
            .create(
                RefundCreateParams.builder()
                    .setPaymentIntent(payment.id())
                    .putMetadata("operation_id", "pi/1/pay")
                    .putMetadata("ticket", "7")
                    .build());

    // when
    var updated =
        running
            .client()
            .v1()
            .refunds()
            .update(
                refund.getId(),
                RefundUpdateParams.builder()
                    .putMetadata("ticket", "")
                    .putMetadata("a", "b")
                    .build());

    // then
    assertThat(updated.getMetadata())
        .containsOnlyKeys("operation_id", "a")
        .containsEntry("operation_id", "pi/1/pay");
  }

  @Test
  void a_list_of_refunds_is_walked_page_by_page_newest_first() throws Exception {
    // given
    Payment payment = running.stripe().payment().amount(10_000, "eur").create();
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      made.add(0, running.stripe().refundByHand(payment.id(), 100).id());
    }
    running.stripe().refundByHand(running.stripe().payment().create().id(), 100);

    // when
    var first =
        running
            .client()
            .v1()
            .refunds()
            .list(RefundListParams.builder().setPaymentIntent(payment.id()).setLimit(3L).build());
    List<String> walked = new ArrayList<>();
    first.autoPagingIterable().forEach(r -> walked.add(r.getId()));

    // then
    assertThat(first.getHasMore()).isTrue();
    assertThat(walked).isEqualTo(made);
  }

  @Test
  void lists_are_narrowed_by_customer_and_by_time() throws Exception {
    // given
    Customer ada = running.stripe().customer("ada@example.org");
    Payment old = running.stripe().payment().customer(ada.id()).create();
    running.clock().advance(Duration.ofDays(40));
    Payment young = running.stripe().payment().customer(ada.id()).create();
    running.stripe().payment().customerEmail("bob@example.org").create();
    long month = running.clock().instant().minus(Duration.ofDays(30)).getEpochSecond();

    // when
    var recent =
        running
            .client()
            .v1()
            .charges()
            .list(
                ChargeListParams.builder()
                    .setCustomer(ada.id())
                    .setCreated(ChargeListParams.Created.builder().setGte(month).build())
                    .build());

    // then
    assertThat(recent.getData()).extracting(Charge::getId).containsExactly(young.chargeId());
    assertThat(recent.getHasMore()).isFalse();
    assertThat(old.chargeId()).isNotEqualTo(young.chargeId());
  }

  @ParameterizedTest
  @EnumSource(DisputeStatus.class)
  void a_dispute_of_each_status_is_listed_by_payment(DisputeStatus status) throws Exception {
    // given
    Payment payment = running.stripe().payment().amount(4000, "eur").create();
    running.stripe().dispute(running.stripe().payment().create().id(), DisputeStatus.LOST);
    Dispute made = running.stripe().dispute(payment.id(), status, 1500);

    // when
    var disputes =
        running
            .client()
            .v1()
            .disputes()
            .list(DisputeListParams.builder().setPaymentIntent(payment.id()).build());

    // then
    assertThat(disputes.getData())
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.getId()).isEqualTo(made.id());
              assertThat(d.getStatus()).isEqualTo(status.wire());
              assertThat(d.getAmount()).isEqualTo(1500);
              assertThat(d.getIsChargeRefundable()).isEqualTo(status.chargeRefundable());
              assertThat(d.getCharge()).isEqualTo(payment.chargeId());
            });
    assertThat(running.client().v1().charges().retrieve(payment.chargeId()).getDisputed()).isTrue();
  }

  @Test
  void the_balance_tells_the_mode_and_what_is_left() throws Exception {
    // given
    Payment payment = running.stripe().payment().amount(4000, "eur").create();
    running.stripe().refundByHand(payment.id(), 1500);

    // when
    var balance = running.client().v1().balance().retrieve();

    // then
    assertThat(balance.getLivemode()).isFalse();
    assertThat(balance.getAvailable())
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.getAmount()).isEqualTo(2500);
              assertThat(a.getCurrency()).isEqualTo("eur");
            });
  }

  @Test
  void a_limit_above_a_hundred_is_refused() {
    // when
    var refused =
        catchThrowableOfType(
            InvalidRequestException.class,
            () ->
                running
                    .client()
                    .v1()
                    .refunds()
                    .list(RefundListParams.builder().setLimit(101L).build()));

    // then
    assertThat(refused.getCode()).isEqualTo("parameter_invalid_integer");
    assertThat(refused.getParam()).isEqualTo("limit");
  }

  private com.stripe.model.Refund refund(Payment payment, long amount) throws Exception {
    return running
        .client()
        .v1()
        .refunds()
        .create(
            RefundCreateParams.builder().setPaymentIntent(payment.id()).setAmount(amount).build());
  }
}
