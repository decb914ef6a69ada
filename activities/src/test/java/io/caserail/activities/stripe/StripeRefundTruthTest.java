package io.caserail.activities.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.truth.Changed;
import io.caserail.model.Money;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.Attempt;
import io.caserail.port.PaymentActivities;
import io.caserail.port.RefundOrder;
import io.caserail.port.RefundRef;
import io.caserail.reconcile.Truth;
import io.caserail.reconcile.Truth.Says;
import io.caserail.sandbox.stripe.RefundFailureReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left to say of a refund that has failed, once something else stands in its place. */
class StripeRefundTruthTest {
  private final PaymentScene scene = new PaymentScene();
  private final PaymentActivities payments = scene.activities();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void a_refund_that_failed_and_was_sent_again_is_followed_by_nobody_any_more() {
    String failed = send("0000000000000001", "4711", 2_490);
    fail(failed);
    String again = send("0000000000000002", "4711", 2_490);

    assertThat(truth(failed)).isEmpty();
    assertThat(truth(again)).map(Truth::says).contains(Says.HAPPENED);
    assertThat(payments.originOf(failed).again()).isEqualTo(again);
    assertThat(payments.originOf(again).again()).isEmpty();
  }

  @Test
  void one_second_try_stands_in_the_place_of_one_failure_only() {
    String first = send("0000000000000001", "4711", 2_490);
    String second = send("0000000000000002", "4711", 2_490);
    fail(first);
    fail(second);
    String again = send("0000000000000003", "4711", 2_490);

    assertThat(payments.originOf(second).again()).isEqualTo(again);
    assertThat(payments.originOf(first).again()).isEmpty();
    assertThat(truth(first)).map(Truth::says).contains(Says.NOT_SO);

    String oncemore = send("0000000000000004", "4711", 2_490);

    assertThat(payments.originOf(second).again()).isEqualTo(again);
    assertThat(payments.originOf(first).again()).isEqualTo(oncemore);
  }

  @Test
  void a_second_try_that_fails_itself_is_made_good_with_the_first() {
    String first = send("0000000000000001", "4711", 2_490);
    fail(first);
    String second = send("0000000000000002", "4711", 2_490);
    fail(second);

    assertThat(payments.originOf(first).again()).isEmpty();

    String third = send("0000000000000003", "4711", 2_490);

    assertThat(payments.originOf(first).again()).isEqualTo(third);
    assertThat(payments.originOf(second).again()).isEqualTo(third);
    assertThat(truth(second)).isEmpty();
  }

  @Test
  void what_was_made_before_an_earlier_refund_has_failed_is_left_to_the_later_one() {
    String first = send("0000000000000001", "4711", 2_490);
    String second = send("0000000000000002", "4711", 2_490);
    fail(second);
    String again = send("0000000000000003", "4711", 2_490);
    fail(first);

    assertThat(payments.originOf(second).again()).isEqualTo(again);
    assertThat(payments.originOf(first).again()).isEmpty();
  }

  @Test
  void another_wish_of_the_same_amount_is_no_second_try_when_the_first_fails_late() {
    String failed = send("0000000000000001", "4711", 2_490);
    String other = send("0000000000000002", "4711", 2_490);
    fail(failed);

    assertThat(truth(failed)).map(Truth::says).contains(Says.NOT_SO);
    assertThat(payments.originOf(failed).again()).isEmpty();
    assertThat(truth(other)).map(Truth::says).contains(Says.HAPPENED);
  }

  @Test
  void what_was_sent_in_another_ticket_over_another_amount_or_has_failed_too_is_no_second_try() {
    String failed = send("0000000000000001", "4711", 2_490);
    fail(failed);
    var unused = send("0000000000000002", "4712", 2_490);
    unused = send("0000000000000003", "4711", 1_000);
    fail(send("0000000000000004", "4711", 2_490));

    assertThat(truth(failed)).map(Truth::says).contains(Says.NOT_SO);
    assertThat(payments.originOf(failed).again()).isEmpty();
  }

  @Test
  void what_a_person_has_refunded_and_named_for_it_stands_in_its_place() {
    String failed = send("0000000000000001", "4711", 2_490);
    fail(failed);
    String byHand = scene.stripe.refundByHand(scene.payment.value(), 2_490).id();
    var unused =
        payments.readRefund(
            new RefundRef(
                byHand,
                scene.payment,
                new Money(2_490, "EUR"),
                new RequestKey("0000000000000001"),
                scene.surroundings.clock().instant()));

    assertThat(truth(failed)).isEmpty();
  }

  @Test
  void a_refund_of_another_installation_is_somebody_elses() {
    String refund = send("0000000000000001", "4711", 2_490);

    Truth here = truth(refund).orElseThrow();
    Truth elsewhere =
        new StripeRefundTruth(scene.client(), "other", false)
            .read(new Changed(refund, scene.surroundings.clock().instant()))
            .orElseThrow();
    fail(refund);

    assertThat(here.isOurs()).isTrue();
    assertThat(here.elsewhere()).isFalse();
    assertThat(elsewhere.isOurs()).isFalse();
    assertThat(elsewhere.elsewhere()).isTrue();
    assertThat(elsewhere.ticket()).isEmpty();
    assertThat(
            new StripeRefundTruth(scene.client(), "other", false)
                .read(new Changed(refund, scene.surroundings.clock().instant())))
        .isEmpty();
  }

  @Test
  void news_of_a_refund_of_another_installation_is_about_no_ticket_of_ours() {
    String refund = send("0000000000000001", "4711", 2_490);
    fail(refund);
    StripeSettings settings = scene.settings(scene.stripe.secretKey(), false);
    PaymentActivities others =
        new StripePayments(
            scene.client(),
            scene.authority,
            PaymentScene.TAGS,
            scene.surroundings.clock(),
            new StripeSettings(
                settings.base(), settings.key(), false, "other", settings.pollAfter()),
            scene.recorder(),
            Brake.WHILE_HIGH);

    assertThat(others.originOf(refund).ticket()).isEmpty();
    assertThat(others.originOf(refund).operation()).isEmpty();
  }

  @Test
  @Timeout(180)
  void an_hour_with_more_than_ten_thousand_refunds_is_listed_page_by_page_each_once() {
    Instant from = scene.surroundings.clock().instant();
    for (int i = 0; i < 10_001; i++) {
      if (i % 10_000 == 0) {
        scene.pays(payment -> payment);
      }
      var unused = scene.stripe.refundByHand(scene.payment.value(), 1);
    }
    Instant to = scene.surroundings.clock().instant();
    AtomicInteger pages = new AtomicInteger();

    List<Changed> changed =
        truths()
            .changed(
                from,
                to,
                () -> {
                  pages.incrementAndGet();
                  // Stripe lets so many requests in a second.
                  pass();
                });

    assertThat(changed).extracting(Changed::ref).hasSize(10_001).doesNotHaveDuplicates();
    assertThat(pages).as("by list and by events").hasValue(2 * 101);
  }

  private StripeRefundTruth truths() {
    return new StripeRefundTruth(scene.client(), "acme", false);
  }

  private Optional<Truth> truth(String refund) {
    return truths().read(new Changed(refund, scene.surroundings.clock().instant()));
  }

  private void fail(String refund) {
    var unused = scene.stripe.fail(refund, RefundFailureReason.DECLINED);
    pass();
  }

  private void pass() {
    scene.surroundings.clock().advance(Duration.ofMinutes(2));
  }

  private String send(String key, String ticket, long minor) {
    RefundOrder like = scene.order(minor);
    Attempt attempt =
        new Attempt(
            OperationId.of(scene.payment, new RequestKey(key), "pay"),
            "audit-" + key,
            0,
            scene.surroundings.clock().instant().plus(Duration.ofHours(1)),
            false);
    String ref =
        payments
            .issueRefund(
                new RefundOrder(
                    attempt,
                    scene.payment,
                    like.amount(),
                    like.askedAmount(),
                    like.reason(),
                    new TicketId(ticket),
                    like.request(),
                    like.approvals(),
                    like.known()))
            .ref();
    pass();
    return ref;
  }
}
