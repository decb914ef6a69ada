package io.caserail.activities.stripe;

import static io.caserail.activities.stripe.PaymentScene.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Outcome;
import io.caserail.port.Outcome.Kind;
import io.caserail.port.PaymentActivities;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundOrigin;
import io.caserail.port.RefundPolicy;
import io.caserail.port.RefundRef;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.DisputeStatus;
import io.caserail.sandbox.stripe.RefundBehaviour;
import io.caserail.sandbox.stripe.RefundFailureReason;
import io.caserail.sandbox.stripe.ReviewEnd;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Payments and refunds, read. */
class PaymentReadsTest {
  private final PaymentScene scene = new PaymentScene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void a_payment_shows_its_refunds_and_disputes_and_whose_it_is() {
    PaymentActivities activities = scene.activities();
    Outcome ours = activities.issueRefund(scene.order());
    scene.surroundings.clock().advance(Duration.ofSeconds(2));
    String byHand = scene.stripe.refundByHand(scene.payment.value(), 100).id();
    scene.stripe.fail(byHand, RefundFailureReason.DECLINED);
    scene.stripe.dispute(scene.payment.value(), DisputeStatus.LOST, 500);

    PaymentFacts facts = activities.lookUpPayment(new LookUpRequest(scene.payment));

    assertThat(facts.found()).isTrue();
    assertThat(facts.captured()).isEqualTo(new Money(10_000, "EUR"));
    assertThat(facts.customer()).isEqualTo(PaymentScene.TAGS.of("kim@example.com"));
    assertThat(facts.refunds())
        .extracting(PaymentFacts.Refund::ref)
        .containsExactly(ours.ref(), byHand);
    assertThat(facts.refunds())
        .extracting(PaymentFacts.Refund::counts)
        .containsExactly(true, false);
    assertThat(facts.refunds())
        .extracting(PaymentFacts.Refund::isOurs)
        .containsExactly(true, false);
    assertThat(facts.refunds().get(0).command()).isEqualTo("audit-1");
    assertThat(facts.disputes())
        .singleElement()
        .satisfies(
            dispute -> {
              assertThat(dispute.amount()).isEqualTo(new Money(500, "EUR"));
              assertThat(dispute.open()).isFalse();
              assertThat(dispute.lost()).isTrue();
            });
  }

  @Test
  void a_dispute_that_was_prevented_is_not_one_that_is_over() {
    scene.stripe.dispute(scene.payment.value(), DisputeStatus.PREVENTED, 10_000);

    PaymentFacts facts = scene.activities().lookUpPayment(new LookUpRequest(scene.payment));

    assertThat(facts.disputes())
        .singleElement()
        .satisfies(
            dispute -> {
              assertThat(dispute.prevented()).isTrue();
              assertThat(dispute.open() || dispute.lost() || dispute.refundable()).isFalse();
            });
  }

  @Test
  void a_payment_shows_what_the_risk_engine_says_of_it() {
    PaymentActivities activities = scene.activities();
    LookUpRequest about = new LookUpRequest(scene.payment);
    Instant opened = scene.surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS);

    PaymentFacts.Risk before = activities.lookUpPayment(about).risk();
    String review = scene.stripe.openReview(scene.payment.value()).id();
    scene.stripe.warnOfFraud(scene.payment.value());
    PaymentFacts.Risk meanwhile = activities.lookUpPayment(about).risk();
    scene.stripe.closeReview(scene.payment.value(), ReviewEnd.REFUNDED_AS_FRAUD);
    PaymentFacts.Risk after = activities.lookUpPayment(about).risk();

    assertThat(before).isEqualTo(PaymentFacts.Risk.NONE);
    Instant later = opened.plusSeconds(60);
    assertThat(meanwhile)
        .isNotNull()
        .satisfies(
            risk -> assertThat(risk.warnedAt()).isBetween(opened, later),
            risk ->
                assertThat(risk.review())
                    .isNotNull()
                    .satisfies(
                        r -> assertThat(r.ref()).isEqualTo(review),
                        r -> assertThat(r.since()).isBetween(opened, later),
                        r -> assertThat(r.open()).isTrue()));
    // All of it is refunded: nothing can be done about the warning any more.
    assertThat(after)
        .isNotNull()
        .satisfies(
            risk -> assertThat(risk.warnedAt()).isNull(),
            risk -> assertThat(risk.review()).extracting("end").isEqualTo("refunded_as_fraud"));
  }

  @Test
  void what_nothing_comes_of_by_the_policy_is_not_read_and_needs_no_permission() {
    PaymentActivities activities = scene.activities();
    LookUpRequest about = new LookUpRequest(scene.payment);
    scene.authority.minds(RefundPolicy.Risk.IGNORED);
    scene.stripe.openReview(scene.payment.value());
    scene.stripe.warnOfFraud(scene.payment.value());
    for (String list : List.of("GET /v1/reviews/*", "GET /v1/radar/early_fraud_warnings")) {
      scene
          .surroundings
          .faults()
          .add(Fault.on(StripeSandbox.SYSTEM).endpoint(list).always().status(403));
    }

    PaymentFacts facts = activities.lookUpPayment(about);
    Outcome review = activities.awaitReview(about);

    assertThat(facts.risk()).isEqualTo(PaymentFacts.Risk.NONE);
    assertThat(review).isEqualTo(Outcome.absent("no risk review is open"));
  }

  @Test
  void the_end_of_a_review_is_asked_for_until_it_is_closed() {
    PaymentActivities activities = scene.activities();
    LookUpRequest about = new LookUpRequest(scene.payment);

    Outcome none = activities.awaitReview(about);
    String review = scene.stripe.openReview(scene.payment.value()).id();
    ApplicationFailure open = failure(() -> activities.awaitReview(about));
    scene.stripe.closeReview(scene.payment.value(), ReviewEnd.APPROVED);
    Outcome closed = activities.awaitReview(about);

    assertThat(none).isEqualTo(Outcome.absent("no risk review is open"));
    assertThat(open.getType()).isEqualTo("NOT_YET");
    assertThat(closed)
        .isEqualTo(Outcome.absent("the risk review " + review + " was closed: approved"));
  }

  @Test
  void what_the_payer_was_refunded_in_the_last_30_days_counts_without_this_payment() {
    String customer = scene.stripe.customer("kim@example.com").id();
    scene.pays(b -> b.customer(customer));
    String old = scene.payment.value();
    scene.stripe.refundByHand(old, 700);
    scene.surroundings.clock().advance(Duration.ofDays(31));
    scene.pays(b -> b.customer(customer));
    String other = scene.payment.value();
    scene.stripe.refundByHand(other, 4_000);
    scene.stripe.refundByHand(old, 50);
    scene.pays(b -> b.customer(customer));
    scene.stripe.refundByHand(scene.payment.value(), 9);

    PaymentFacts facts = scene.activities().lookUpPayment(new LookUpRequest(scene.payment));

    assertThat(facts.customerRefunds()).isEqualTo(2);
    assertThat(facts.customerRefunded()).isEqualTo(new Money(4_050, "EUR"));
  }

  @Test
  void a_card_of_many_payments_costs_a_look_only_for_those_that_were_refunded() {
    for (int i = 0; i < 10; i++) {
      scene.pays(b -> b.fingerprint("aBc123"));
    }
    scene.stripe.refundByHand(scene.payment.value(), 300);
    scene.surroundings.clock().advance(Duration.ofHours(2));
    scene.pays(b -> b.fingerprint("aBc123"));

    PaymentFacts facts = scene.activities().lookUpPayment(new LookUpRequest(scene.payment));

    assertThat(facts.customerRefunds()).isEqualTo(1);
    // The payment's own, those of the last hour, and those of the one that was refunded.
    assertThat(scene.surroundings.calls().of(StripeSandbox.SYSTEM, "GET /v1/refunds")).hasSize(3);
  }

  @Test
  void what_a_search_does_not_know_yet_is_found_among_the_refunds_of_the_last_hour() {
    String charge = scene.stripe.refundByHand(scene.payment.value(), 300).chargeId();
    finds("{'id':'" + charge + "','payment_intent':'pi_other','amount_refunded':0}", false);
    scene.pays(b -> b.fingerprint("aBc123"));

    PaymentFacts facts = scene.activities().lookUpPayment(new LookUpRequest(scene.payment));

    assertThat(facts.customerRefunds()).isEqualTo(1);
    assertThat(facts.customerRefunded()).isEqualTo(new Money(300, "EUR"));
  }

  @Test
  void a_card_of_more_refunds_than_anybody_reads_is_nobodys() {
    String charge = "{'id':'ch_1','payment_intent':'pi_1','amount_refunded':100},";
    finds(charge.repeat(100) + charge.substring(0, charge.length() - 1), false);

    PaymentFacts facts = scene.activities().lookUpPayment(new LookUpRequest(scene.payment));

    assertThat(facts.customerUncounted()).isTrue();
    assertThat(scene.calls()).isLessThan(20);
  }

  @Test
  void a_card_of_more_payments_than_anybody_reads_is_nobodys() {
    finds("{'id':'ch_1','payment_intent':'pi_1','amount_refunded':0}", true);

    PaymentFacts facts = scene.activities().lookUpPayment(new LookUpRequest(scene.payment));

    assertThat(facts.customerUncounted()).isTrue();
    assertThat(scene.calls()).isLessThan(30);
  }

  /** What each search finds from now on. */
  private void finds(String charges, boolean more) {
    String body = "{'object':'search_result','data':[" + charges + "],'has_more':" + more;
    scene
        .surroundings
        .faults()
        .add(
            Fault.on(StripeSandbox.SYSTEM)
                .endpoint("GET /v1/charges/search")
                .always()
                .status(
                    200, Map.of(), (body + ",'next_page':'more'}").replace((char) 39, (char) 34)));
  }

  @Test
  void what_the_people_of_a_request_did_in_the_last_day_is_read_from_the_accounts_refunds() {
    PaymentActivities activities = scene.activities();
    activities.issueRefund(scene.order(1_000));
    scene.surroundings.clock().advance(Duration.ofHours(23));
    scene.pays(b -> b);
    activities.issueRefund(scene.order(500));
    scene.pays(b -> b.amount(3_000, "usd"));
    activities.issueRefund(scene.orderIn("USD", 700));
    scene.stripe.refundByHand(scene.payment.value(), 100);
    scene.pays(b -> b);
    LookUpRequest aboutUs = new LookUpRequest(scene.payment, "77", List.of("79", "78"));
    LookUpRequest aboutOthers = new LookUpRequest(scene.payment, "78", List.of());

    PaymentFacts.Day today = activities.lookUpPayment(aboutUs).day();
    PaymentFacts.Day ofAnother = activities.lookUpPayment(aboutOthers).day();
    scene.surroundings.clock().advance(Duration.ofHours(2));
    PaymentFacts.Day later = activities.lookUpPayment(aboutUs).day();

    Money nothing = new Money(0, "EUR");
    assertThat(today)
        .isEqualTo(new PaymentFacts.Day(3, new Money(1_500, "EUR"), new Money(1_500, "EUR")));
    assertThat(ofAnother).isEqualTo(new PaymentFacts.Day(0, nothing, null));
    assertThat(later)
        .isEqualTo(new PaymentFacts.Day(2, new Money(500, "EUR"), new Money(500, "EUR")));
  }

  @Test
  void a_refund_that_failed_or_was_never_accepted_does_not_count_for_anybodys_day() {
    PaymentActivities activities = scene.activities();
    Outcome failed = activities.issueRefund(scene.order(1_000));
    scene.stripe.fail(failed.ref(), RefundFailureReason.DECLINED);
    scene.pays(b -> b);
    scene.authority.stop(Outcome.stopped("by_hand", "not like this"));
    activities.issueRefund(scene.order(2_000));
    scene.surroundings.clock().advance(Duration.ofMinutes(11));

    PaymentFacts facts =
        activities.lookUpPayment(new LookUpRequest(scene.payment, "77", List.of()));

    assertThat(facts.day()).isEqualTo(new PaymentFacts.Day(0, new Money(0, "EUR"), null));
  }

  @Test
  void a_refund_in_doubt_that_is_refused_for_good_counts_for_nobodys_day() {
    PaymentActivities activities = scene.activities();
    String refusal = "{\"error\":{\"code\":\"charge_disputed\",\"message\":\"no\"}}";
    scene.posts(f -> f.status(400, Map.of(), refusal));
    Outcome refused = activities.issueRefund(scene.maybeSent());
    scene.pays(b -> b);

    PaymentFacts facts =
        activities.lookUpPayment(new LookUpRequest(scene.payment, "77", List.of()));

    assertThat(refused.kind()).isEqualTo(Kind.REJECTED);
    assertThat(facts.day()).isEqualTo(new PaymentFacts.Day(0, new Money(0, "EUR"), null));
  }

  @Test
  void a_refund_whose_answer_was_lost_counts_for_its_peoples_day() {
    PaymentActivities activities = scene.activities();
    scene.posts(f -> f.status(503));
    String lost = failure(activities, scene.order(2_000)).getType();
    scene.pays(b -> b);
    scene.posts(f -> f.status(429));
    String refused = failure(activities, scene.order(1_000)).getType();
    scene.pays(b -> b);

    PaymentFacts facts =
        activities.lookUpPayment(new LookUpRequest(scene.payment, "77", List.of()));

    assertThat(List.of(lost, refused)).containsExactly("IN_DOUBT", "UPSTREAM_AWAY");
    assertThat(facts.day()).isEqualTo(new PaymentFacts.Day(1, new Money(2_000, "EUR"), null));
  }

  @Test
  void a_payment_that_is_not_there_is_an_answer() {
    PaymentFacts facts =
        scene.activities().lookUpPayment(new LookUpRequest(new ObjectId("pi_unknown")));

    assertThat(facts.found()).isFalse();
    assertThat(facts.refunds()).isEmpty();
  }

  @Test
  void a_refund_that_was_never_sent_is_absent() {
    assertThat(scene.activities().findRefund(scene.order()).kind()).isEqualTo(Kind.ABSENT);
  }

  @Test
  void a_named_refund_is_read_and_must_fit() {
    String byHand = scene.stripe.refundByHand(scene.payment.value(), 2_490).id();
    PaymentActivities activities = scene.activities();
    Money amount = new Money(2_490, "EUR");

    assertThat(activities.readRefund(new RefundRef(byHand, scene.payment, amount)).kind())
        .isEqualTo(Kind.SUCCEEDED);
    assertThat(activities.readRefund(new RefundRef("re_none", scene.payment, amount)).kind())
        .isEqualTo(Kind.ABSENT);
    assertThat(activities.readRefund(new RefundRef("../charges", scene.payment, amount)).kind())
        .isEqualTo(Kind.ABSENT);
    Outcome less =
        activities.readRefund(new RefundRef(byHand, scene.payment, new Money(2_500, "EUR")));
    assertThat(less.kind()).isEqualTo(Kind.STOPPED);
    assertThat(less.evidence()).contains("24.90 EUR", "25.00 EUR");
  }

  @Test
  void a_refund_that_a_person_names_fulfils_one_request_only() {
    String byHand = scene.stripe.refundByHand(scene.payment.value(), 2_490).id();
    PaymentActivities activities = scene.activities();
    Instant asked = scene.surroundings.clock().instant();

    Outcome first = activities.readRefund(named(byHand, "00000000000000a1", asked));
    Outcome again = activities.readRefund(named(byHand, "00000000000000a1", asked));
    Outcome other = activities.readRefund(named(byHand, "00000000000000a2", asked));

    assertThat(first.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(again.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(other.kind()).isEqualTo(Kind.STOPPED);
    assertThat(other.evidence()).isEqualTo("that refund was named for another request before");
  }

  @Test
  void a_refund_that_caserail_made_for_another_request_can_not_be_named() {
    PaymentActivities activities = scene.activities();
    String ours = activities.issueRefund(scene.order()).ref();

    Outcome own = activities.readRefund(named(ours, PaymentScene.KEY.value(), Instant.EPOCH));
    Outcome other = activities.readRefund(named(ours, "00000000000000a2", Instant.EPOCH));

    assertThat(own.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(other.kind()).isEqualTo(Kind.STOPPED);
    assertThat(other.evidence())
        .isEqualTo("that refund was made by Caserail for another request, ticket 4711");
  }

  @Test
  void a_refund_that_is_older_than_the_request_is_not_its_doing() {
    String byHand = scene.stripe.refundByHand(scene.payment.value(), 2_490).id();
    scene.surroundings.clock().advance(Duration.ofMinutes(1));
    Instant asked = scene.surroundings.clock().instant();

    Outcome older = scene.activities().readRefund(named(byHand, "00000000000000a1", asked));

    assertThat(older.kind()).isEqualTo(Kind.STOPPED);
    assertThat(older.evidence()).startsWith("that refund is older than the request");
    assertThat(scene.stripe.refund(byHand).metadata()).isEmpty();
  }

  private RefundRef named(String ref, String request, Instant since) {
    return new RefundRef(
        ref, scene.payment, new Money(2_490, "EUR"), new RequestKey(request), since);
  }

  @Test
  void an_effect_that_is_found_tells_when_stripe_made_it() {
    PaymentActivities activities = scene.activities();
    Outcome sent = activities.issueRefund(scene.order());
    scene.surroundings.clock().advance(Duration.ofHours(3));

    Outcome found = activities.issueRefund(scene.order());

    assertThat(found.ref()).isEqualTo(sent.ref());
    assertThat(found.at()).isEqualTo(sent.at());
    assertThat(found.at()).isBefore(scene.surroundings.clock().instant().minusSeconds(10_000));
  }

  @Test
  void a_pending_refund_is_waited_for_without_alarm_until_its_final_word() {
    scene.paysAndRefundsWill(RefundBehaviour.PEND_FOR_EVER);
    PaymentActivities activities = scene.activities();
    String ref = activities.issueRefund(scene.order()).ref();
    RefundRef named = new RefundRef(ref, scene.payment, new Money(2_490, "EUR"));

    ApplicationFailure waiting = failure(() -> activities.awaitRefund(named));
    scene.stripe.settle(ref);
    Outcome settled = activities.awaitRefund(named);

    assertThat(waiting.getType()).isEqualTo("NOT_YET");
    assertThat(waiting.getNextRetryDelay()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settled.kind()).isEqualTo(Kind.SUCCEEDED);
  }

  @Test
  void a_refund_that_comes_back_is_rejected_with_the_bank_s_reason() {
    PaymentActivities activities = scene.activities();
    String ref = activities.issueRefund(scene.order()).ref();
    scene.stripe.fail(ref, RefundFailureReason.EXPIRED_OR_CANCELED_CARD);

    Outcome outcome =
        activities.awaitRefund(new RefundRef(ref, scene.payment, new Money(2_490, "EUR")));

    assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
    assertThat(outcome.ref()).isEqualTo(ref);
    assertThat(outcome.code()).isEqualTo("expired_or_canceled_card");
    assertThat(outcome.evidence()).contains("expired");
  }

  @Test
  void a_refund_tells_what_it_was_for() {
    PaymentActivities activities = scene.activities();
    String ref = activities.issueRefund(scene.order()).ref();

    RefundOrigin origin = activities.originOf(ref);

    assertThat(origin.payment()).isEqualTo(scene.payment);
    assertThat(origin.ticket()).isEqualTo("4711");
    assertThat(origin.operation()).isEqualTo(scene.order().attempt().id().value());
    assertThat(origin.status().kind()).isEqualTo(Kind.SUCCEEDED);
  }

  @Test
  void a_refund_made_by_hand_is_nobody_s() {
    String byHand = scene.stripe.refundByHand(scene.payment.value(), 100).id();

    RefundOrigin origin = scene.activities().originOf(byHand);

    assertThat(origin.operation()).isEmpty();
    assertThat(origin.ticket()).isEmpty();
  }
}
