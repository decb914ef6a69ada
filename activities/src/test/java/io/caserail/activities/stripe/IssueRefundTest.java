package io.caserail.activities.stripe;

import static io.caserail.activities.stripe.PaymentScene.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.http.Failures;
import io.caserail.model.FaultDomain;
import io.caserail.model.Money;
import io.caserail.port.Heartbeat;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Outcome;
import io.caserail.port.Outcome.Kind;
import io.caserail.port.PaymentActivities;
import io.caserail.port.Trouble;
import io.caserail.sandbox.fault.CallFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.DisputeStatus;
import io.caserail.sandbox.stripe.Refund;
import io.caserail.sandbox.stripe.RefundBehaviour;
import io.caserail.sandbox.stripe.RefundFailureReason;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Find, then send: what is sent, what is not, and what is said about it. */
class IssueRefundTest {
  private final PaymentScene scene = new PaymentScene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void a_refund_is_sent_with_its_operation_in_the_metadata() {
    Outcome outcome = scene.activities().issueRefund(scene.order());

    assertThat(outcome.kind()).isEqualTo(Kind.SUCCEEDED);
    Refund refund = scene.stripe.refund(outcome.ref());
    assertThat(refund.amount()).isEqualTo(2_490);
    assertThat(refund.metadata())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "requested_by", "77",
                "approved_by", "78",
                "operation_id", scene.payment + "/0123456789abcdef/pay",
                "request_key", "0123456789abcdef",
                "command_id", "audit-1",
                "generation", "0",
                "approvals", "audit-9",
                "ticket", "4711",
                "caserail_account", "acme"));
    assertThat(scene.heartbeats).containsExactly(Heartbeat.SENDING);
    assertThat(scene.record)
        .containsExactly(
            "before " + scene.order().attempt().id(), "after SUCCEEDED " + outcome.ref());
  }

  @ParameterizedTest(name = "50 {0} of 100")
  @CsvSource({
    "EUR, 10000,  5000,  5000",
    "JPY, 100,    50,    50",
    "KWD, 100000, 50000, 50000",
    "ISK, 10000,  50,    5000",
    "UGX, 10000,  50,    5000",
    "MGA, 100,    5000,  50",
  })
  void half_of_a_payment_is_half_of_it_in_stripes_units_too(
      String currency, long paid, long minor, long sent) {
    scene.pays(b -> b.amount(paid, currency.toLowerCase(Locale.ROOT)));
    PaymentActivities activities = scene.activities();

    Money captured = activities.lookUpPayment(new LookUpRequest(scene.payment)).captured();
    Outcome outcome = activities.issueRefund(scene.orderIn(currency, minor));
    Outcome again = activities.issueRefund(scene.orderIn(currency, minor));

    assertThat(captured).isEqualTo(Money.whole(100, currency));
    assertThat(outcome.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(scene.stripe.refund(outcome.ref()).amount()).isEqualTo(sent);
    assertThat(again.ref()).isEqualTo(outcome.ref());
    assertThat(scene.sends()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "MGA, 100,    5050,  no more than 0 decimals",
    "KWD, 100000, 50001, no more than 2 decimals",
  })
  void an_amount_that_stripe_can_not_express_is_turned_down_and_not_sent(
      String currency, long paid, long minor, String why) {
    scene.pays(b -> b.amount(paid, currency.toLowerCase(Locale.ROOT)));

    Outcome outcome = scene.activities().issueRefund(scene.orderIn(currency, minor));

    assertThat(outcome)
        .isEqualTo(
            Outcome.rejected(
                "",
                "bad_amount",
                "the amount is too fine: Stripe takes " + why + " of " + currency));
    assertThat(scene.sends()).isZero();
  }

  @Test
  void an_amount_that_stripe_shows_too_fine_can_not_be_read() {
    scene.pays(b -> b.amount(4_010, "isk"));
    PaymentActivities activities = scene.activities();

    ApplicationFailure failure =
        failure(() -> activities.lookUpPayment(new LookUpRequest(scene.payment)));

    assertThat(failure.getType()).isEqualTo("BAD_ANSWER");
    assertThat(Objects.requireNonNull(Failures.troubleOf(failure)).evidence())
        .isEqualTo("field charges.amount_captured");
  }

  @Test
  void while_the_accounts_refunds_of_the_day_cant_be_read_nothing_is_sent() {
    scene
        .surroundings
        .faults()
        .add(Fault.on(StripeSandbox.SYSTEM).endpoint("GET /v1/refunds").nth(2).status(503));
    PaymentActivities activities = scene.activities();

    ApplicationFailure first = failure(activities, scene.order());
    int sentWithoutIt = scene.sends();
    Outcome second = activities.issueRefund(scene.order());

    assertThat(first.getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(sentWithoutIt).isZero();
    assertThat(second.kind()).isEqualTo(Kind.SUCCEEDED);
  }

  @Test
  void what_is_held_is_looked_for_and_neither_asked_about_nor_recorded_nor_sent() {
    PaymentActivities activities = scene.activities();
    scene.hold(true);

    ApplicationFailure held = failure(activities, scene.order());

    assertThat(held.getType()).isEqualTo("PAUSED");
    assertThat(held.getNextRetryDelay()).isEqualTo(Duration.ofMinutes(1));
    assertThat(scene.sends()).isZero();
    assertThat(scene.authority.looks()).isEmpty();
    assertThat(scene.record).isEmpty();

    scene.hold(false);
    assertThat(activities.issueRefund(scene.order()).kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(scene.refunds()).isEqualTo(1);
  }

  @Test
  void a_hold_never_stops_the_look_that_ends_a_doubt() {
    PaymentActivities activities = scene.activities();
    scene.posts(CallFault::answerLost);
    assertThat(failure(activities, scene.order()).getType()).isEqualTo("IN_DOUBT");
    scene.hold(true);

    Outcome found = activities.issueRefund(scene.maybeSent());

    assertThat(found.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(scene.refunds()).isEqualTo(1);
  }

  @Test
  void a_doubt_that_the_look_does_not_end_is_not_called_held() {
    PaymentActivities activities = scene.activities();
    scene.hold(true);

    ApplicationFailure doubt = failure(activities, scene.maybeSent());

    assertThat(doubt.getType()).isEqualTo("IN_DOUBT");
    assertThat(scene.sends()).isZero();
  }

  @Test
  void whose_turn_it_is_not_reads_and_sends_nothing_and_is_not_in_doubt_afterwards() {
    PaymentActivities activities = scene.activities();
    scene.othersAreFirst(Duration.ofSeconds(47));

    ApplicationFailure away = failure(activities, scene.order());

    assertThat(away.getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(away.isNonRetryable()).isFalse();
    assertThat(away.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(47));
    assertThat(scene.calls()).isZero();
    assertThat(scene.authority.looks()).isEmpty();
    assertThat(scene.record).isEmpty();
    assertThat(scene.heartbeats).containsExactly(Heartbeat.CLEAR);
    assertThat(scene.tries).isEmpty();

    scene.othersAreFirst(null);
    scene.lastWordWas(Heartbeat.CLEAR);
    assertThat(activities.issueRefund(scene.order()).kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(scene.refunds()).isEqualTo(1);
  }

  @Test
  void a_doubt_waits_for_its_turn_too_and_stays_a_doubt_until_it_has_looked() {
    PaymentActivities activities = scene.activities();
    scene.posts(CallFault::answerLost);
    assertThat(failure(activities, scene.order()).getType()).isEqualTo("IN_DOUBT");
    int calls = scene.calls();
    scene.othersAreFirst(Duration.ofSeconds(47));

    ApplicationFailure doubt = failure(activities, scene.maybeSent());

    assertThat(doubt.getType()).isEqualTo("IN_DOUBT");
    assertThat(doubt.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(47));
    assertThat(scene.calls()).isEqualTo(calls);
    scene.othersAreFirst(null);
    assertThat(activities.issueRefund(scene.maybeSent()).kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(scene.refunds()).isEqualTo(1);
  }

  @Test
  void what_is_paused_takes_nobodys_turn_and_what_is_in_doubt_looks_all_the_same() {
    PaymentActivities activities = scene.activities();
    scene.othersAreFirst(Duration.ofSeconds(47));
    scene.authority.pause(
        new Failures("Caserail", FaultDomain.PEOPLE).paused("paused", "", Duration.ofMinutes(1)));

    assertThat(failure(activities, scene.order()).getType()).isEqualTo("PAUSED");
    assertThat(scene.turns).hasValue(0);

    scene.othersAreFirst(null);
    activities.issueRefund(scene.maybeSent());
    assertThat(scene.turns).hasValue(1);
  }

  @Test
  void what_stripe_took_and_what_it_did_not_is_told_and_what_others_stopped_is_not() {
    PaymentActivities activities = scene.activities();

    scene.posts(post -> post.status(429));
    failure(activities, scene.order());
    assertThat(scene.tries).containsExactly(false);
    // A refusal without a time closes the endpoint for five seconds; then one a second tries.
    scene.surroundings.clock().advance(Duration.ofSeconds(6));

    scene.authority.failWith(
        new Failures("Zendesk", FaultDomain.ZENDESK).away("it can't be read", "", null));
    failure(activities, scene.order());
    scene.surroundings.clock().advance(Duration.ofSeconds(1));
    scene.hold(true);
    failure(activities, scene.order());
    assertThat(scene.tries).containsExactly(false);

    scene.surroundings.clock().advance(Duration.ofSeconds(1));
    scene.hold(false);
    scene.authority.failWith(null);
    scene.posts(CallFault::answerLost);
    failure(activities, scene.order());
    activities.issueRefund(scene.maybeSent());
    assertThat(scene.tries).containsExactly(false, false, true);
  }

  @Test
  void a_no_of_ours_to_what_is_in_doubt_is_no_failure_of_stripe() {
    PaymentActivities activities = scene.activities();
    scene.authority.stop(Outcome.stopped("requester_changed", "it became another customer's"));

    ApplicationFailure doubt = failure(activities, scene.maybeSent());

    assertThat(doubt.getType()).isEqualTo("IN_DOUBT");
    Trouble trouble = Objects.requireNonNull(Failures.troubleOf(doubt));
    assertThat(trouble.domain()).isEqualTo(FaultDomain.PEOPLE);
    assertThat(trouble.system()).as("where to look").isEqualTo("Stripe");
    assertThat(scene.tries).isEmpty();
  }

  @Test
  void a_pending_refund_says_when_to_ask_again() {
    scene.paysAndRefundsWill(RefundBehaviour.PEND_FOR_EVER);

    Outcome outcome = scene.activities().issueRefund(scene.order());

    assertThat(outcome.kind()).isEqualTo(Kind.PENDING);
    assertThat(outcome.pollAfter()).isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @CsvSource({
    "PEND_FOR_EVER, processing",
    "PEND_FOR_FUNDS, insufficient_funds",
    "PEND_FOR_CHARGE, charge_pending"
  })
  void a_pending_refund_says_why(RefundBehaviour behaviour, String why) {
    scene.paysAndRefundsWill(behaviour);

    assertThat(scene.activities().issueRefund(scene.order()).code()).isEqualTo(why);
  }

  @Test
  void a_refund_that_needs_the_customer_says_so() {
    scene.paysAndRefundsWill(RefundBehaviour.NEED_ACTION);

    assertThat(scene.activities().issueRefund(scene.order()).kind())
        .isEqualTo(Kind.ACTION_REQUIRED);
  }

  static Stream<Arguments> lostAnswers() {
    return Stream.of(
        fault("answer lost", CallFault::answerLost),
        fault("answer times out", CallFault::answerTimesOut),
        fault("malformed", CallFault::malformed),
        fault("truncated", CallFault::truncated),
        fault("500 after the effect", f -> f.statusAfterEffect(500)),
        fault("504 after the effect", f -> f.statusAfterEffect(504)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lostAnswers")
  void an_answer_that_gets_lost_leaves_it_in_doubt_and_the_next_attempt_finds_the_refund(
      String name, Function<CallFault, Fault> fault) {
    scene.posts(fault);
    PaymentActivities activities = scene.activities();

    ApplicationFailure first = failure(activities, scene.order());
    scene.lastWordWas(Heartbeat.SENDING);
    Outcome second = activities.issueRefund(scene.order());

    assertThat(first.getType()).as(name).isEqualTo("IN_DOUBT");
    assertThat(first.isNonRetryable()).isFalse();
    assertThat(scene.heartbeats).containsExactly(Heartbeat.SENDING);
    assertThat(second.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(scene.refunds()).isEqualTo(1);
    assertThat(scene.sends()).isEqualTo(1);
  }

  @Test
  void a_send_that_never_arrived_is_sent_again_under_the_same_key() {
    scene.posts(CallFault::reset);
    PaymentActivities activities = scene.activities();

    ApplicationFailure first = failure(activities, scene.order());
    scene.lastWordWas(Heartbeat.SENDING);
    Outcome second = activities.issueRefund(scene.order());

    assertThat(first.getType()).isEqualTo("IN_DOUBT");
    assertThat(second.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(scene.refunds()).isEqualTo(1);
  }

  @Test
  void a_stored_500_is_in_doubt_until_the_refund_behind_it_is_found() {
    scene.paysAndRefundsWill(RefundBehaviour.CRASH_ONCE_AFTER_EFFECT);
    PaymentActivities activities = scene.activities();

    assertThat(failure(activities, scene.order()).getType()).isEqualTo("IN_DOUBT");
    assertThat(activities.issueRefund(scene.maybeSent()).kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(scene.refunds()).isEqualTo(1);
  }

  @Test
  void a_stored_500_without_effect_stays_in_doubt_until_a_new_generation() {
    scene.paysAndRefundsWill(RefundBehaviour.CRASH_ONCE);
    PaymentActivities activities = scene.activities();

    assertThat(failure(activities, scene.order()).getType()).isEqualTo("IN_DOUBT");
    assertThat(failure(activities, scene.maybeSent()).getType()).isEqualTo("IN_DOUBT");
    assertThat(
            activities
                .issueRefund(scene.order(2_490, "audit-1", 1, false, Collections.emptyList()))
                .kind())
        .isEqualTo(Kind.SUCCEEDED);
    assertThat(scene.refunds()).isEqualTo(1);
  }

  @Test
  void a_reset_a_day_later_finds_the_refund_although_the_key_is_gone() {
    PaymentActivities activities = scene.activities();
    activities.issueRefund(scene.order());
    scene.surroundings.clock().advance(Duration.ofHours(25));

    Outcome again = activities.issueRefund(scene.order());

    assertThat(again.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(scene.refunds()).isEqualTo(1);
  }

  @Test
  void a_refund_is_found_on_the_last_page() {
    PaymentActivities activities = scene.activities();
    Outcome first = activities.issueRefund(scene.order());
    scene.surroundings.clock().advance(Duration.ofSeconds(5));
    for (int i = 0; i < 205; i++) {
      scene.stripe.refundByHand(scene.payment.value(), 1);
    }

    Outcome again = activities.issueRefund(scene.order());

    assertThat(again.ref()).isEqualTo(first.ref());
    assertThat(activities.findRefund(scene.order()).ref()).isEqualTo(first.ref());
  }

  @Test
  void while_stripe_is_down_nothing_was_accepted_and_that_is_said() {
    PaymentActivities activities = scene.activities();
    scene.surroundings.faults().down(StripeSandbox.SYSTEM);

    ApplicationFailure failure = failure(activities, scene.order());

    assertThat(failure.getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(scene.heartbeats).containsExactly(Heartbeat.CLEAR);
  }

  @Test
  void a_throttled_send_was_not_accepted_and_is_tried_when_stripe_says() {
    scene.posts(f -> f.status(429, Map.of("Retry-After", "9"), null));

    ApplicationFailure failure = failure(scene.activities(), scene.order());

    assertThat(failure.getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(9));
    assertThat(scene.heartbeats).containsExactly(Heartbeat.SENDING, Heartbeat.CLEAR);
  }

  @Test
  void what_is_to_be_sent_later_is_looked_for_and_its_proof_is_not_read_until_then() {
    PaymentActivities activities = scene.activities();
    scene.posts(f -> f.status(429, Map.of("Retry-After", "9"), null));
    failure(activities, scene.order());
    int looks = scene.authority.looks().size();

    ApplicationFailure failure = failure(activities, scene.order());

    assertThat(failure.getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(failure.getNextRetryDelay()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(9));
    assertThat(scene.authority.looks()).hasSize(looks);
    assertThat(scene.tries).containsExactly(false, false);
    scene.surroundings.clock().advance(Duration.ofSeconds(9));
    assertThat(activities.issueRefund(scene.order()).kind()).isEqualTo(Kind.SUCCEEDED);
  }

  @Test
  void a_key_that_may_not_write_is_our_fault_and_was_not_accepted() {
    PaymentActivities activities =
        scene.activities(scene.settings(scene.stripe.readOnlyKey(), false));

    ApplicationFailure failure = failure(activities, scene.order());

    assertThat(failure.getType()).isEqualTo("OUR_FAULT");
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(scene.heartbeats).containsExactly(Heartbeat.SENDING, Heartbeat.CLEAR);
  }

  @Test
  void an_answer_from_the_other_mode_is_our_fault_and_nothing_is_sent() {
    String body = "{\"id\":\"x\",\"object\":\"payment_intent\",\"livemode\":true}";
    scene
        .surroundings
        .faults()
        .add(Fault.on("stripe").endpoint("GET /v1/payment_intents/*").status(200, Map.of(), body));

    ApplicationFailure failure = failure(scene.activities(), scene.order());

    assertThat(failure.getType()).isEqualTo("OUR_FAULT");
    assertThat(failure.getOriginalMessage()).contains("live mode", "test mode");
    assertThat(scene.sends()).isZero();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            "card_declined", setting(s -> s.paysAndRefundsWill(RefundBehaviour.BE_DECLINED))),
        Arguments.of(
            "balance_insufficient",
            setting(s -> s.paysAndRefundsWill(RefundBehaviour.LACK_BALANCE))),
        Arguments.of(
            "charge_disputed",
            setting(s -> s.stripe.dispute(s.payment.value(), DisputeStatus.NEEDS_RESPONSE))),
        Arguments.of("declined", setting(s -> s.paysAndRefundsWill(RefundBehaviour.FAIL_AT_ONCE))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void a_no_of_stripe_is_a_rejection_in_words(String code, Setting setting) {
    setting.of(scene);

    Outcome outcome = scene.activities().issueRefund(scene.order());

    assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
    assertThat(outcome.code()).isEqualTo(code);
    assertThat(outcome.evidence()).isNotBlank().doesNotContain("_");
    assertThat(scene.heartbeats).containsExactly(Heartbeat.SENDING, Heartbeat.CLEAR);
    assertThat(scene.stripe.moneyMoved(scene.payment.value())).isZero();
  }

  @Test
  void a_payment_that_people_knew_to_be_refunded_is_rejected() {
    String byHand = scene.stripe.refundByHand(scene.payment.value(), 10_000).id();

    Outcome outcome = scene.activities().issueRefund(scene.orderKnowing(byHand));

    assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
    assertThat(outcome.code()).isEqualTo("charge_already_refunded");
  }

  @Test
  void more_than_what_is_left_is_rejected() {
    Outcome outcome = scene.activities().issueRefund(scene.order(10_001));

    assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
    assertThat(outcome.code()).isEqualTo("amount_too_large");
  }

  @Test
  void a_declined_refund_asked_for_by_a_new_command_is_sent_afresh() {
    scene.paysAndRefundsWill(RefundBehaviour.FAIL_AT_ONCE);
    PaymentActivities activities = scene.activities();
    activities.issueRefund(scene.order());

    Outcome repeated = activities.issueRefund(scene.order());
    assertThat(scene.sends()).isEqualTo(1);
    activities.issueRefund(scene.order(2_490, "audit-2", 0, false, Collections.emptyList()));

    assertThat(repeated.kind()).isEqualTo(Kind.REJECTED);
    assertThat(repeated.code()).isEqualTo("declined");
    assertThat(scene.sends()).isEqualTo(2);
  }

  @Test
  void a_refund_made_in_the_dashboard_stops_the_send_before_the_authority_is_asked() {
    String byHand = scene.stripe.refundByHand(scene.payment.value(), 2_490).id();

    Outcome outcome = scene.activities().issueRefund(scene.order());

    assertThat(outcome.kind()).isEqualTo(Kind.STOPPED);
    assertThat(outcome.code()).isEqualTo("foreign_refund");
    assertThat(outcome.evidence()).contains(byHand, "24.90 EUR");
    assertThat(scene.authority.looks()).isEmpty();
    assertThat(scene.sends()).isZero();
    assertThat(scene.heartbeats).doesNotContain(Heartbeat.SENDING);
  }

  @Test
  void a_refund_of_another_installation_stops_it_like_one_in_the_dashboard() {
    String theirs = scene.stripe.refundByHand(scene.payment.value(), 1_000).id();
    scene.client().note(theirs, "operation_id", scene.payment + "/fedcba9876543210/pay");
    scene.client().note(theirs, "caserail_account", "other");

    Outcome outcome = scene.activities().issueRefund(scene.order());

    assertThat(outcome.code()).isEqualTo("foreign_refund");
    assertThat(outcome.evidence()).contains(theirs, "10.00 EUR");
    assertThat(scene.sends()).isZero();
  }

  @Test
  void a_refund_in_the_dashboard_that_people_knew_of_stops_nothing() {
    String byHand = scene.stripe.refundByHand(scene.payment.value(), 2_490).id();

    Outcome outcome = scene.activities().issueRefund(scene.orderKnowing(byHand));

    assertThat(outcome.kind()).isEqualTo(Kind.SUCCEEDED);
  }

  @Test
  void a_refund_in_the_dashboard_that_failed_stops_nothing() {
    String byHand = scene.stripe.refundByHand(scene.payment.value(), 2_490).id();
    scene.stripe.fail(byHand, RefundFailureReason.DECLINED);

    assertThat(scene.activities().issueRefund(scene.order()).kind()).isEqualTo(Kind.SUCCEEDED);
  }

  @Test
  void the_authority_has_the_last_word() {
    Outcome no = Outcome.stopped("paused", "refunds are paused");
    scene.authority.stop(no);

    assertThat(scene.activities().issueRefund(scene.order())).isEqualTo(no);
    assertThat(scene.sends()).isZero();
    assertThat(scene.record).isEmpty();
  }

  @Test
  void proofs_that_can_not_be_read_keep_the_refund_back() {
    scene.authority.failWith(
        new Failures("Zendesk", FaultDomain.ZENDESK).away("Zendesk can't be reached", "", null));

    ApplicationFailure failure = failure(scene.activities(), scene.order());

    assertThat(failure.getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(failure.getDetails().get(Trouble.class).system()).isEqualTo("Zendesk");
    assertThat(scene.sends()).isZero();
    assertThat(scene.heartbeats).containsExactly(Heartbeat.CLEAR);
  }

  @Test
  void an_error_of_our_own_before_the_send_is_our_fault() {
    scene.authority.failWith(new IllegalStateException("with a secret"));

    ApplicationFailure failure = failure(scene.activities(), scene.order());

    assertThat(failure.getType()).isEqualTo("OUR_FAULT");
    assertThat(failure.getDetails().get(Trouble.class).toString()).doesNotContain("secret");
  }

  @Test
  void an_attempt_that_wakes_up_too_late_does_not_send() {
    var order = scene.order();
    scene.surroundings.clock().advance(Duration.ofHours(13));

    ApplicationFailure failure = failure(scene.activities(), order);

    assertThat(failure.getType()).isEqualTo("TOO_LATE");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(scene.sends()).isZero();
  }

  @Test
  void an_attempt_that_wakes_up_too_late_still_finds() {
    var order = scene.order();
    PaymentActivities activities = scene.activities();
    activities.issueRefund(order);
    scene.surroundings.clock().advance(Duration.ofHours(13));

    assertThat(activities.issueRefund(order).kind()).isEqualTo(Kind.SUCCEEDED);
  }

  @Test
  void a_send_without_a_record_does_not_happen() {
    scene.recordIsFull();

    ApplicationFailure failure = failure(scene.activities(), scene.order());

    assertThat(failure.getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(failure.getDetails().get(Trouble.class).domain()).isEqualTo(FaultDomain.LOCAL);
    assertThat(scene.sends()).isZero();
  }

  @Test
  void a_refund_of_the_operation_over_another_amount_is_not_adopted() {
    PaymentActivities activities = scene.activities();
    activities.issueRefund(scene.order(1_000));

    ApplicationFailure failure = failure(activities, scene.order(2_490));

    assertThat(failure.getType()).isEqualTo("BAD_ANSWER");
    assertThat(scene.refunds()).isEqualTo(1);
  }

  @Test
  void a_payment_in_another_currency_is_not_refunded() {
    scene.pays(b -> b.amount(10_000, "usd"));

    Outcome outcome = scene.activities().issueRefund(scene.order());

    assertThat(outcome.kind()).isEqualTo(Kind.STOPPED);
    assertThat(outcome.code()).isEqualTo("currency_mismatch");
    assertThat(scene.sends()).isZero();
  }

  /** What happens while an earlier send may have had its effect. */
  static Stream<Arguments> troublesInDoubt() {
    return Stream.of(
        Arguments.of(
            "stripe is down", setting(s -> s.surroundings.faults().down(StripeSandbox.SYSTEM))),
        Arguments.of("the send is throttled", setting(s -> s.posts(f -> f.status(429)))),
        Arguments.of("the key is refused", setting(s -> s.posts(f -> f.status(401)))),
        Arguments.of(
            "the key is in use",
            setting(s -> s.posts(f -> f.status(409, Map.of(), "{\"error\":{\"type\":\"x\"}}")))),
        Arguments.of(
            "the balance is gone",
            setting(s -> s.paysAndRefundsWill(RefundBehaviour.LACK_BALANCE))),
        Arguments.of(
            "somebody refunded by hand",
            setting(s -> s.stripe.refundByHand(s.payment.value(), 10_000))),
        Arguments.of(
            "the authority says no",
            setting(s -> s.authority.stop(Outcome.stopped("paused", "refunds are paused")))),
        Arguments.of(
            "an error of our own",
            setting(s -> s.authority.failWith(new IllegalStateException("broken")))),
        Arguments.of("no record can be written", setting(PaymentScene::recordIsFull)),
        Arguments.of(
            "the search can't be read",
            setting(
                s ->
                    s.surroundings
                        .faults()
                        .add(Fault.on("stripe").endpoint("GET /v1/refunds").malformed()))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("troublesInDoubt")
  void in_doubt_every_trouble_is_in_doubt_and_nothing_is_called_clear(
      String name, Setting trouble) {
    PaymentActivities activities = scene.activities();
    trouble.of(scene);
    scene.lastWordWas(Heartbeat.SENDING);

    ApplicationFailure failure = failure(activities, scene.order());

    assertThat(failure.getType()).as(name).isEqualTo("IN_DOUBT");
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(scene.heartbeats).doesNotContain(Heartbeat.CLEAR);
  }

  @ParameterizedTest(name = "maybeSent={0}, last word {1}: {2}")
  @CsvSource({
    "false, ,        UPSTREAM_AWAY",
    "false, CLEAR,   UPSTREAM_AWAY",
    "false, SENDING, IN_DOUBT",
    "true,  ,        IN_DOUBT",
    "true,  CLEAR,   IN_DOUBT",
    "true,  SENDING, IN_DOUBT",
  })
  void not_sent_is_said_only_when_it_is_known(
      boolean maybeSent, @Nullable Heartbeat lastWord, String expected) {
    PaymentActivities activities = scene.activities();
    var order = maybeSent ? scene.maybeSent() : scene.order();
    if (lastWord != null) {
      scene.lastWordWas(lastWord);
    }
    scene.surroundings.faults().down(StripeSandbox.SYSTEM);

    assertThat(failure(activities, order).getType()).isEqualTo(expected);
  }

  @Test
  void too_late_in_doubt_is_still_in_doubt() {
    var order = scene.maybeSent();
    scene.surroundings.clock().advance(Duration.ofHours(13));

    assertThat(failure(scene.activities(), order).getType()).isEqualTo("IN_DOUBT");
  }

  @Test
  void a_dispute_is_believed_even_in_doubt_since_no_refund_of_ours_causes_one() {
    scene.stripe.dispute(scene.payment.value(), DisputeStatus.NEEDS_RESPONSE);

    Outcome outcome = scene.activities().issueRefund(scene.maybeSent());

    assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
    assertThat(outcome.code()).isEqualTo("charge_disputed");
  }

  /** What a test sets up. */
  @FunctionalInterface
  interface Setting {
    void of(PaymentScene scene);
  }

  private static Setting setting(Setting setting) {
    return setting;
  }

  private static Arguments fault(String name, Function<CallFault, Fault> fault) {
    return Arguments.of(name, fault);
  }
}
