package io.caserail.activities.stripe;

import static io.caserail.activities.stripe.PaymentScene.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.caserail.activities.http.Failures;
import io.caserail.activities.truth.Changed;
import io.caserail.model.FaultDomain;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.port.BillingActivities;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Heartbeat;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Outcome;
import io.caserail.port.Outcome.Kind;
import io.caserail.port.SubscriptionFacts;
import io.caserail.port.Trouble;
import io.caserail.reconcile.Truth;
import io.caserail.sandbox.fault.CallFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.caserail.sandbox.stripe.Subscription;
import io.caserail.sandbox.stripe.SubscriptionBuilder;
import io.caserail.sandbox.stripe.SubscriptionStatus;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The end of billing: scheduled, taken back, at once, awaited. */
class EndOfBillingTest {
  private static final String CHANGE = "POST /v1/subscriptions/{id}";
  private static final String END = "DELETE /v1/subscriptions/{id}";
  private static final String READ = "GET /v1/subscriptions/{id}";
  private static final Duration PAST_THE_TERM = Duration.ofDays(40);

  private final ChangeScene scene = new ChangeScene();
  private Subscription subscription = subscribes(b -> b);

  @AfterEach
  void close() {
    scene.close();
  }

  private Subscription subscribes(Function<SubscriptionBuilder, SubscriptionBuilder> description) {
    String kim = scene.stripe.customer("kim@example.com").id();
    subscription = description.apply(scene.stripe.subscription(kim)).create();
    return subscription;
  }

  // scheduling the end

  @Test
  void a_scheduled_end_carries_its_operation() {
    Outcome outcome = scene.billing().scheduleEndOfBilling(end());

    assertThat(outcome.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(outcome.code()).isEmpty();
    assertThat(outcome.ref()).isEqualTo(subscription.id());
    Subscription after = now();
    assertThat(after.status()).isEqualTo(SubscriptionStatus.ACTIVE);
    assertThat(after.ending().at()).isEqualTo(subscription.term().end());
    assertThat(after.metadata())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "operation_id", subscription.id() + "/0123456789abcdef/end",
                "command_id", "audit-1",
                "generation", "0",
                "ticket", "4711",
                "caserail_account", "acme"));
    assertThat(scene.heartbeats).containsExactly(Heartbeat.SENDING);
    assertThat(scene.cleared)
        .singleElement()
        .satisfies(o -> assertThat(o.attempt().id()).isEqualTo(end().attempt().id()));
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
  void an_answer_that_gets_lost_leaves_it_in_doubt_and_the_next_attempt_finds_the_end(
      String name, Function<CallFault, Fault> fault) {
    scene.at(CHANGE, fault);
    BillingActivities billing = scene.billing();

    ApplicationFailure first = failure(() -> billing.scheduleEndOfBilling(end()));
    scene.lastWordWas(Heartbeat.SENDING);
    Outcome second = billing.scheduleEndOfBilling(end());

    assertThat(first.getType()).as(name).isEqualTo("IN_DOUBT");
    assertThat(first.isNonRetryable()).isFalse();
    assertThat(second.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(second.code()).isEmpty();
    assertThat(scene.sends(CHANGE)).isEqualTo(1);
    assertThat(scene.books("subscription.end_scheduled")).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lostAnswers")
  void an_answer_that_gets_lost_leaves_an_end_at_once_in_doubt_and_the_next_attempt_finds_it(
      String name, Function<CallFault, Fault> fault) {
    scene.at(END, fault);
    BillingActivities billing = scene.billing();

    ApplicationFailure first = failure(() -> billing.endBillingNow(endNow()));
    scene.lastWordWas(Heartbeat.SENDING);
    Outcome second = billing.endBillingNow(endNow());

    assertThat(first.getType()).as(name).isEqualTo("IN_DOUBT");
    assertThat(second.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(second.code()).isEmpty();
    assertThat(scene.sends(END)).isEqualTo(1);
  }

  @Test
  void a_send_that_never_arrived_is_sent_again() {
    scene.at(CHANGE, CallFault::reset);
    BillingActivities billing = scene.billing();

    ApplicationFailure first = failure(() -> billing.scheduleEndOfBilling(end()));
    scene.lastWordWas(Heartbeat.SENDING);

    assertThat(first.getType()).isEqualTo("IN_DOUBT");
    assertThat(billing.scheduleEndOfBilling(end()).kind()).isEqualTo(Kind.SUCCEEDED);
  }

  @Test
  void an_end_that_somebody_else_has_scheduled_stands_and_is_not_ours() {
    scene.stripe.scheduleEndByHand(subscription.id());

    Outcome outcome = scene.billing().scheduleEndOfBilling(end());

    assertThat(outcome.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(outcome.code()).isEqualTo(Outcome.ALREADY);
    assertThat(scene.sends(CHANGE)).isZero();
    assertThat(now().metadata()).isEmpty();
  }

  @Test
  void an_end_on_a_date_of_its_own_counts_too() {
    scene.stripe.scheduleEndByHand(
        subscription.id(), scene.surroundings.clock().instant().plus(Duration.ofDays(3)));

    assertThat(scene.billing().scheduleEndOfBilling(end()).code()).isEqualTo(Outcome.ALREADY);
  }

  @Test
  void a_subscription_that_is_over_needs_no_end() {
    scene.stripe.endByHand(subscription.id());

    Outcome outcome = scene.billing().scheduleEndOfBilling(end());

    assertThat(outcome.code()).isEqualTo(Outcome.ALREADY);
    assertThat(outcome.evidence()).contains("ended");
  }

  @Test
  void an_end_that_was_taken_back_by_hand_is_not_scheduled_again_by_itself() {
    BillingActivities billing = scene.billing();
    billing.scheduleEndOfBilling(end());
    scene.stripe.keepByHand(subscription.id());
    scene.surroundings.clock().advance(Duration.ofHours(25));

    Outcome again = billing.scheduleEndOfBilling(end());
    Outcome asked = billing.scheduleEndOfBilling(at(order("end").by("audit-2")));

    assertThat(again.kind()).isEqualTo(Kind.REJECTED);
    assertThat(again.code()).isEqualTo("taken_back");
    assertThat(asked.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(scene.sends(CHANGE)).isEqualTo(2);
  }

  @Test
  void a_replayed_answer_is_not_taken_for_what_is() {
    BillingActivities billing = scene.billing();
    billing.scheduleEndOfBilling(end());
    billing.keepBilling(end());

    Outcome replayed = billing.scheduleEndOfBilling(end());

    assertThat(replayed.kind()).isEqualTo(Kind.REJECTED);
    assertThat(replayed.code()).isEqualTo("taken_back");
    assertThat(now().ending().at()).isNull();
  }

  @Test
  void what_a_schedule_manages_is_refused_in_words() {
    subscribes(SubscriptionBuilder::managedBySchedule);

    Outcome outcome = scene.billing().scheduleEndOfBilling(end());

    assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
    assertThat(outcome.evidence()).contains("schedule");
    assertThat(scene.heartbeats).containsExactly(Heartbeat.SENDING, Heartbeat.CLEAR);
  }

  @Test
  void an_end_that_comes_between_look_and_send_explains_the_refusal() {
    scene.meanwhile(() -> scene.stripe.endByHand(subscription.id()));

    Outcome outcome = scene.billing().endBillingNow(endNow());

    assertThat(outcome.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(outcome.code()).isEqualTo(Outcome.ALREADY);
    assertThat(scene.sends(END)).isEqualTo(1);
  }

  // taking it back

  @Test
  void our_end_is_taken_back_with_its_mark() {
    BillingActivities billing = scene.billing();
    billing.scheduleEndOfBilling(end());

    Outcome kept = billing.keepBilling(end());
    Outcome again = billing.keepBilling(end());

    assertThat(kept.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(kept.code()).isEmpty();
    assertThat(again.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(now().ending().at()).isNull();
    assertThat(now().metadata()).isEmpty();
    assertThat(scene.sends(CHANGE)).isEqualTo(2);
    assertThat(scene.books("subscription.end_taken_back")).hasSize(1);
  }

  @Test
  void our_end_is_taken_back_where_only_what_gives_back_is_cleared() {
    BillingActivities billing = scene.billing();
    billing.scheduleEndOfBilling(end());
    Outcome no = Outcome.stopped("requester_changed", "the ticket became another customer's");
    scene.clearanceOnwardSays(no);

    assertThat(billing.keepBilling(end()).kind()).isEqualTo(Kind.SUCCEEDED);
    // Whatever an order calls itself, the activity says what it is.
    assertThat(billing.scheduleEndOfBilling(at(order("end-undo")))).isEqualTo(no);
    assertThat(billing.endBillingNow(at(order("end-undo")))).isEqualTo(no);
    assertThat(now().ending().at()).isNull();
    assertThat(scene.books("subscription.end_taken_back")).hasSize(1);
  }

  @Test
  void an_undo_with_a_step_of_its_own_takes_it_back_too() {
    BillingActivities billing = scene.billing();
    billing.scheduleEndOfBilling(end());

    assertThat(billing.keepBilling(at(order("end-undo"))).kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(now().ending().at()).isNull();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lostAnswers")
  void an_undo_whose_answer_gets_lost_is_in_doubt_and_then_found(
      String name, Function<CallFault, Fault> fault) {
    BillingActivities billing = scene.billing();
    billing.scheduleEndOfBilling(end());
    scene.at(CHANGE, fault);

    ApplicationFailure first = failure(() -> billing.keepBilling(end()));
    scene.lastWordWas(Heartbeat.SENDING);
    Outcome second = billing.keepBilling(end());

    assertThat(first.getType()).as(name).isEqualTo("IN_DOUBT");
    assertThat(second.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(scene.books("subscription.end_taken_back")).hasSize(1);
  }

  @Test
  void somebody_elses_end_is_left_alone() {
    scene.stripe.scheduleEndByHand(subscription.id());

    Outcome outcome = scene.billing().keepBilling(end());

    assertThat(outcome.code()).isEqualTo(Outcome.ALREADY);
    assertThat(now().ending().at()).isNotNull();
    assertThat(scene.sends(CHANGE)).isZero();
  }

  @Test
  void a_date_that_somebody_has_set_over_our_end_stays_and_loses_our_mark() {
    BillingActivities billing = scene.billing();
    billing.scheduleEndOfBilling(end());
    scene.stripe.scheduleEndByHand(
        subscription.id(), scene.surroundings.clock().instant().plus(Duration.ofDays(3)));

    Outcome outcome = billing.keepBilling(end());

    assertThat(outcome.code()).isEqualTo(Outcome.ALREADY);
    assertThat(now().ending().at()).isNotNull();
    assertThat(now().metadata()).isEmpty();
  }

  @Test
  void after_the_term_it_is_too_late_to_take_it_back() {
    BillingActivities billing = scene.billing();
    billing.scheduleEndOfBilling(end());
    scene.surroundings.clock().advance(PAST_THE_TERM);

    Outcome outcome = billing.keepBilling(end());

    assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
    assertThat(outcome.code()).isEqualTo(Outcome.TOO_LATE);
    assertThat(scene.sends(CHANGE)).isEqualTo(1);
  }

  // whose it is

  @Test
  void an_end_says_in_whose_ticket_it_was_asked_for_and_another_installation_leaves_it_alone() {
    var unused = scene.billing().scheduleEndOfBilling(end());

    assertThat(truth("acme")).map(Truth::ticket).contains("4711");
    assertThat(truth("other")).isEmpty();

    unused = scene.billing().endBillingNow(endNow());

    assertThat(truth("acme")).map(Truth::ticket).contains("4711");
    assertThat(truth("other")).isEmpty();
  }

  @Test
  void an_end_at_once_says_so_too() {
    var unused = scene.billing().endBillingNow(endNow());

    assertThat(truth("acme"))
        .map(truth -> truth.request() + " " + truth.ticket())
        .contains("0123456789abcdef 4711");
    assertThat(truth("other")).isEmpty();
  }

  private Optional<Truth> truth(String account) {
    StripeClient client = scene.client(scene.settings(scene.stripe.secretKey(), false));
    return new StripeSubscriptionTruth(client, client, account, false)
        .read(new Changed(subscription.id(), scene.surroundings.clock().instant()));
  }

  // ending it at once

  @Test
  void an_end_at_once_credits_nothing_and_bills_nothing() {
    Outcome outcome = scene.billing().endBillingNow(endNow());

    assertThat(outcome.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(now().status()).isEqualTo(SubscriptionStatus.CANCELED);
    assertThat(now().ending().comment())
        .isEqualTo(subscription.id() + "/0123456789abcdef/end-now acme 4711");
    assertThat(scene.books("subscription.ended").get(0).details())
        .containsEntry("prorate", "false")
        .containsEntry("invoice_now", "false")
        .doesNotContainKey("idempotency_key");
  }

  @Test
  void a_scheduled_end_of_ours_is_no_end_at_once() {
    BillingActivities billing = scene.billing();
    billing.scheduleEndOfBilling(end());

    assertThat(billing.findEndedBilling(endNow()).kind()).isEqualTo(Kind.ABSENT);
    assertThat(billing.endBillingNow(endNow()).kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(billing.findEndedBilling(endNow()).code()).isEmpty();
    assertThat(now().status()).isEqualTo(SubscriptionStatus.CANCELED);
  }

  @Test
  void what_is_over_is_not_ended_again() {
    scene.stripe.endByHand(subscription.id());

    assertThat(scene.billing().endBillingNow(endNow()).code()).isEqualTo(Outcome.ALREADY);
    assertThat(scene.sends(END)).isZero();
  }

  // finding and awaiting it

  @Test
  void an_end_is_found_by_its_operation_and_told_from_somebody_elses() {
    BillingActivities billing = scene.billing();

    assertThat(billing.findEndOfBilling(end()).kind()).isEqualTo(Kind.ABSENT);
    billing.scheduleEndOfBilling(end());
    assertThat(billing.findEndOfBilling(end()).code()).isEmpty();
    assertThat(billing.findEndOfBilling(at(order("other"))).code()).isEqualTo(Outcome.ALREADY);
    scene.surroundings.clock().advance(PAST_THE_TERM);
    assertThat(billing.findEndOfBilling(end()).kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(billing.findEndOfBilling(end()).code()).isEmpty();
  }

  @Test
  void the_end_is_awaited_until_it_is_there() {
    BillingActivities billing = scene.billing();
    billing.scheduleEndOfBilling(end());

    ApplicationFailure longBefore = failure(() -> billing.awaitEndOfBilling(end()));
    leave(Duration.ofMinutes(20));
    ApplicationFailure shortlyBefore = failure(() -> billing.awaitEndOfBilling(end()));
    leave(Duration.ofMinutes(1));
    ApplicationFailure rightBefore = failure(() -> billing.awaitEndOfBilling(end()));
    scene.surroundings.clock().advance(Duration.ofMinutes(2));
    Outcome there = billing.awaitEndOfBilling(end());

    assertThat(longBefore.getType()).isEqualTo("NOT_YET");
    assertThat(longBefore.getNextRetryDelay()).isEqualTo(Duration.ofHours(1));
    assertThat(shortlyBefore.getNextRetryDelay())
        .isCloseTo(Duration.ofMinutes(20), Duration.ofMinutes(1));
    assertThat(rightBefore.getNextRetryDelay()).isEqualTo(ChangeScene.POLL);
    assertThat(there.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(there.evidence())
        .contains(
            subscription.term().end().truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10));
  }

  @Test
  void an_end_that_is_taken_back_is_the_final_word_too() {
    BillingActivities billing = scene.billing();
    billing.scheduleEndOfBilling(end());
    scene.stripe.keepByHand(subscription.id());

    Outcome outcome = billing.awaitEndOfBilling(end());

    assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
    assertThat(outcome.code()).isEqualTo("taken_back");
  }

  // looking it up

  @Test
  void a_subscription_is_read_with_its_term_its_access_and_its_newest_payment() {
    subscribes(b -> b.metadata("access", "user-7"));

    SubscriptionFacts facts = facts();

    assertThat(facts.found()).isTrue();
    assertThat(facts.customer()).isEqualTo(ChangeScene.TAGS.of("kim@example.com"));
    assertThat(facts.status()).isEqualTo(SubscriptionFacts.Status.RUNNING);
    assertThat(facts.since()).isCloseTo(subscription.start(), within(1, ChronoUnit.SECONDS));
    assertThat(facts.termEnds())
        .isCloseTo(subscription.term().end(), within(1, ChronoUnit.SECONDS));
    assertThat(facts.operation()).isEmpty();
    assertThat(facts.access()).isEqualTo("user-7");
    assertThat(facts.payment()).isEqualTo(scene.books("payment.taken").get(1).object());
    assertThat(facts.paid()).isEqualTo(new Money(1_990, "EUR"));
  }

  @Test
  void the_newest_payment_is_behind_the_newest_paid_invoice() {
    String first = facts().payment();
    scene.stripe.subscriptionBecomes(subscription.id(), SubscriptionStatus.PAST_DUE);

    assertThat(facts().payment()).isEqualTo(first);
    scene.stripe.subscriptionBecomes(subscription.id(), SubscriptionStatus.ACTIVE);
    scene.surroundings.clock().advance(PAST_THE_TERM);
    assertThat(facts().payment()).isNotEqualTo(first).isNotEmpty();
  }

  @Test
  void a_trial_has_no_payment() {
    subscribes(b -> b.status(SubscriptionStatus.TRIALING));

    assertThat(facts().payment()).isEmpty();
    assertThat(facts().paid()).isNull();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "ACTIVE,             RUNNING",
    "TRIALING,           RUNNING",
    "PAST_DUE,           RUNNING",
    "INCOMPLETE,         HELD",
    "UNPAID,             HELD",
    "PAUSED,             HELD",
    "CANCELED,           ENDED",
    "INCOMPLETE_EXPIRED, ENDED",
  })
  void each_status_of_stripe_has_its_meaning(
      SubscriptionStatus status, SubscriptionFacts.Status meaning) {
    subscribes(b -> b.status(status));

    assertThat(facts().status()).isEqualTo(meaning);
  }

  @Test
  void a_scheduled_end_shows_with_its_date_and_whose_it_is() {
    BillingActivities billing = scene.billing();
    billing.scheduleEndOfBilling(end());

    SubscriptionFacts facts =
        billing.lookUpSubscription(new LookUpRequest(new ObjectId(subscription.id())));

    assertThat(facts.status()).isEqualTo(SubscriptionFacts.Status.ENDING);
    assertThat(facts.termEnds())
        .isCloseTo(subscription.term().end(), within(1, ChronoUnit.SECONDS));
    assertThat(facts.operation()).isEqualTo(end().attempt().id().value());
  }

  @Test
  void a_subscription_that_is_not_there_is_an_answer() {
    SubscriptionFacts facts =
        scene.billing().lookUpSubscription(new LookUpRequest(new ObjectId("sub_nobody")));

    assertThat(facts.found()).isFalse();
    assertThat(facts.customer().value()).isEqualTo("none");
  }

  // what goes wrong

  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource({
    "401, POST, OUR_FAULT",
    "403, POST, OUR_FAULT",
    "409, POST, IN_DOUBT",
    "429, POST, UPSTREAM_AWAY",
    "500, POST, IN_DOUBT",
    "503, POST, IN_DOUBT",
    "302, POST, OUR_FAULT",
    "418, POST, BAD_ANSWER",
    "401, GET,  OUR_FAULT",
    "429, GET,  UPSTREAM_AWAY",
    "500, GET,  UPSTREAM_AWAY",
    "404, GET,  BAD_ANSWER",
  })
  void each_status_is_a_failure_of_its_own(int status, String method, String type) {
    scene.at(method.equals("GET") ? READ : CHANGE, f -> f.status(status));

    ApplicationFailure failure = failure(() -> scene.billing().scheduleEndOfBilling(end()));

    assertThat(failure.getType()).isEqualTo(type);
    assertThat(now().ending().at()).isNull();
  }

  static Stream<Arguments> troublesInDoubt() {
    return Stream.of(
        trouble("stripe is down", t -> t.scene.surroundings.faults().down(StripeSandbox.SYSTEM)),
        trouble("the send is throttled", t -> t.scene.at(CHANGE, f -> f.status(429))),
        trouble("the key is refused", t -> t.scene.at(CHANGE, f -> f.status(401))),
        trouble("the look can't be read", t -> t.scene.at(READ, CallFault::malformed)),
        trouble("it is refused", t -> t.subscribes(SubscriptionBuilder::managedBySchedule)),
        trouble(
            "clearance says no",
            t -> t.scene.clearanceSays(Outcome.stopped("paused", "changes are paused"))),
        trouble(
            "an error of our own",
            t -> t.scene.clearanceFailsWith(new IllegalStateException("broken"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("troublesInDoubt")
  void in_doubt_every_trouble_is_in_doubt_and_nothing_is_called_clear(
      String name, Setting trouble) {
    BillingActivities billing = scene.billing();
    trouble.of(this);
    scene.lastWordWas(Heartbeat.SENDING);

    ApplicationFailure failure = failure(() -> billing.scheduleEndOfBilling(end()));

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
  })
  void not_sent_is_said_only_when_it_is_known(
      boolean maybeSent, @Nullable Heartbeat lastWord, String expected) {
    BillingActivities billing = scene.billing();
    ChangeOrder order = at(maybeSent ? order("end").inDoubt() : order("end"));
    if (lastWord != null) {
      scene.lastWordWas(lastWord);
    }
    scene.surroundings.faults().down(StripeSandbox.SYSTEM);

    assertThat(failure(() -> billing.scheduleEndOfBilling(order)).getType()).isEqualTo(expected);
  }

  @Test
  void a_throttled_send_is_tried_when_stripe_says() {
    scene.at(CHANGE, f -> f.status(429, Map.of("Retry-After", "9"), null));

    ApplicationFailure failure = failure(() -> scene.billing().scheduleEndOfBilling(end()));

    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(9));
    assertThat(scene.heartbeats).containsExactly(Heartbeat.SENDING, Heartbeat.CLEAR);
  }

  @Test
  void a_key_that_may_not_write_is_our_fault() {
    BillingActivities billing = scene.billing(scene.settings(scene.stripe.readOnlyKey(), false));

    assertThat(failure(() -> billing.scheduleEndOfBilling(end())).getType()).isEqualTo("OUR_FAULT");
    assertThat(failure(() -> billing.endBillingNow(endNow())).getType()).isEqualTo("OUR_FAULT");
    assertThat(now().ending().asked()).isNull();
  }

  @Test
  void an_answer_from_the_other_mode_is_our_fault_and_nothing_is_sent() {
    String body = "{\"id\":\"x\",\"object\":\"subscription\",\"livemode\":true}";
    scene.at(READ, f -> f.status(200, Map.of(), body));

    ApplicationFailure failure = failure(() -> scene.billing().scheduleEndOfBilling(end()));

    assertThat(failure.getType()).isEqualTo("OUR_FAULT");
    assertThat(failure.getOriginalMessage()).contains("live mode", "test mode");
    assertThat(scene.sends(CHANGE)).isZero();
  }

  @Test
  void a_send_and_its_undo_stand_on_record_each_by_its_own_name() {
    BillingActivities billing = scene.billing();

    var ended = billing.scheduleEndOfBilling(end());
    var kept = billing.keepBilling(end());

    assertThat(ended.happened() && kept.happened()).isTrue();
    assertThat(scene.sendLines.lines())
        .containsExactly(
            "send ScheduleEndOfBilling " + subscription.id(),
            "sent ScheduleEndOfBilling " + subscription.id() + " SUCCEEDED",
            "send KeepBilling " + subscription.id(),
            "sent KeepBilling " + subscription.id() + " SUCCEEDED");
  }

  @Test
  void without_its_record_nothing_is_sent() {
    scene.sendLines.breakWith(new IllegalStateException("the disk is full"));

    ApplicationFailure failure = failure(() -> scene.billing().scheduleEndOfBilling(end()));

    assertThat(failure.getOriginalMessage()).contains("the record of sends can't be written");
    assertThat(scene.sends(CHANGE)).isZero();
  }

  @Test
  void clearance_has_the_last_word() {
    Outcome no = Outcome.stopped("paused", "changes are paused");
    scene.clearanceSays(no);
    BillingActivities billing = scene.billing();

    assertThat(billing.scheduleEndOfBilling(end())).isEqualTo(no);
    assertThat(billing.endBillingNow(endNow())).isEqualTo(no);
    assertThat(scene.sends(CHANGE) + scene.sends(END)).isZero();
    assertThat(scene.heartbeats).doesNotContain(Heartbeat.SENDING);
  }

  @Test
  void proofs_that_can_not_be_read_keep_the_change_back() {
    scene.clearanceFailsWith(
        new Failures("Zendesk", FaultDomain.ZENDESK).away("Zendesk can't be reached", "", null));

    ApplicationFailure failure = failure(() -> scene.billing().scheduleEndOfBilling(end()));

    assertThat(failure.getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(failure.getDetails().get(Trouble.class).system()).isEqualTo("Zendesk");
    assertThat(scene.sends(CHANGE)).isZero();
  }

  @Test
  void an_attempt_that_wakes_up_too_late_does_not_send_but_still_finds() {
    ChangeOrder order = end();
    BillingActivities billing = scene.billing();
    scene.surroundings.clock().advance(Duration.ofHours(13));

    assertThat(failure(() -> billing.scheduleEndOfBilling(order)).getType()).isEqualTo("TOO_LATE");
    assertThat(scene.sends(CHANGE)).isZero();
    billing.scheduleEndOfBilling(end());
    assertThat(billing.scheduleEndOfBilling(order).kind()).isEqualTo(Kind.SUCCEEDED);
  }

  @Test
  void a_subscription_that_does_not_exist_is_not_found() {
    ChangeOrder order = at(scene.order(new ObjectId("sub_nobody"), "end"));

    assertThat(failure(() -> scene.billing().scheduleEndOfBilling(order)).getType())
        .isEqualTo("NOT_FOUND");
    assertThat(scene.billing().findEndOfBilling(order).kind()).isEqualTo(Kind.ABSENT);
  }

  private ChangeScene.Order order(String step) {
    return scene.order(new ObjectId(subscription.id()), step);
  }

  private ChangeOrder at(ChangeScene.Order order) {
    return order.at(scene.surroundings);
  }

  private ChangeOrder end() {
    return at(order("end"));
  }

  private ChangeOrder endNow() {
    return at(order("end-now"));
  }

  private Subscription now() {
    return scene.stripe.subscriptionOf(subscription.id());
  }

  private SubscriptionFacts facts() {
    return scene.billing().lookUpSubscription(new LookUpRequest(new ObjectId(subscription.id())));
  }

  /** Moves the clock until so much is left of the term. */
  private void leave(Duration left) {
    scene
        .surroundings
        .clock()
        .advance(
            Duration.between(
                scene.surroundings.clock().instant(), subscription.term().end().minus(left)));
  }

  /** What a test sets up. */
  @FunctionalInterface
  interface Setting {
    void of(EndOfBillingTest test);
  }

  private static Arguments trouble(String name, Setting setting) {
    return Arguments.of(name, setting);
  }

  private static Arguments fault(String name, Function<CallFault, Fault> fault) {
    return Arguments.of(name, fault);
  }
}
