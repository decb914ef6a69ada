package io.caserail.activities.easypost;

import static io.caserail.activities.ChangeScene.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.http.Failures;
import io.caserail.model.FaultDomain;
import io.caserail.port.FulfilmentActivities;
import io.caserail.port.Heartbeat;
import io.caserail.port.Outcome;
import io.caserail.port.Outcome.Kind;
import io.caserail.port.Trouble;
import io.caserail.sandbox.core.CallListener;
import io.caserail.sandbox.core.CallRecord;
import io.caserail.sandbox.easypost.CarrierAnswer;
import io.caserail.sandbox.easypost.EasyPostSandbox;
import io.caserail.sandbox.easypost.RefundStatus;
import io.caserail.sandbox.easypost.TrackerStatus;
import io.caserail.sandbox.fault.CallFault;
import io.caserail.sandbox.fault.Fault;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Labels: which are asked to be taken back, which are not, and what is said about it. */
class VoidLabelTest {
  private final ParcelScene scene = new ParcelScene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void a_label_is_asked_to_be_taken_back_once_and_the_carrier_is_awaited() {
    FulfilmentActivities activities = scene.activities();

    Outcome outcome = activities.voidLabel(scene.order());

    assertThat(outcome.kind()).isEqualTo(Kind.PENDING);
    assertThat(outcome.ref()).isEqualTo(scene.parcel);
    assertThat(outcome.code()).isEmpty();
    assertThat(outcome.pollAfter()).isEqualTo(ParcelScene.POLL);
    assertThat(scene.refundStatus()).isEqualTo(RefundStatus.SUBMITTED);
    assertThat(scene.changes.cleared()).hasSize(1);
    assertThat(activities.findVoid(scene.order()).kind()).isEqualTo(Kind.PENDING);
  }

  @Test
  void a_label_that_is_void_at_once_is_done() {
    scene.carrierWill(CarrierAnswer.REFUND_AT_ONCE);

    assertThat(scene.activities().voidLabel(scene.order()).kind()).isEqualTo(Kind.SUCCEEDED);
  }

  @Test
  void a_carrier_that_bills_on_scan_takes_nothing_back() {
    scene.carrierWill(CarrierAnswer.NOT_APPLICABLE);
    FulfilmentActivities activities = scene.activities();

    Outcome outcome = activities.voidLabel(scene.order());

    assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
    assertThat(outcome.code()).isEqualTo("not_applicable");
    assertThat(activities.findVoid(scene.order()).kind()).isEqualTo(Kind.ABSENT);
  }

  @Test
  void what_somebody_else_asked_for_is_taken_as_it_stands() {
    scene.easypost.refundByHand(scene.parcel);
    FulfilmentActivities activities = scene.activities();
    Outcome pending = activities.voidLabel(scene.order());
    scene.easypost.grant(scene.parcel);

    Outcome done = activities.voidLabel(scene.order());

    assertThat(pending.kind()).isEqualTo(Kind.PENDING);
    assertThat(pending.code()).isEqualTo(Outcome.ALREADY);
    assertThat(pending.pollAfter()).isEqualTo(ParcelScene.POLL);
    assertThat(done.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(done.code()).isEqualTo(Outcome.ALREADY);
    assertThat(scene.sends()).isZero();
    assertThat(scene.changes.cleared()).isEmpty();
  }

  @Test
  void what_may_be_our_own_earlier_send_is_not_called_somebody_elses() {
    scene.easypost.refundByHand(scene.parcel);

    Outcome outcome = scene.activities().voidLabel(scene.maybeSent());

    assertThat(outcome.kind()).isEqualTo(Kind.PENDING);
    assertThat(outcome.code()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = TrackerStatus.class,
      names = {
        "IN_TRANSIT",
        "OUT_FOR_DELIVERY",
        "AVAILABLE_FOR_PICKUP",
        "DELIVERED",
        "RETURN_TO_SENDER"
      })
  void a_parcel_that_has_left_is_not_asked_about(TrackerStatus status) {
    scene.easypost.track(scene.parcel, status);

    Outcome outcome = scene.activities().voidLabel(scene.order());

    assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
    assertThat(outcome.code()).isEqualTo(status.wire());
    assertThat(outcome.evidence()).startsWith("the parcel has left");
    assertThat(scene.sends()).isZero();
  }

  @Test
  void a_parcel_of_which_nothing_is_known_is_asked_about() {
    scene.easypost.track(scene.parcel, TrackerStatus.UNKNOWN);

    assertThat(scene.activities().voidLabel(scene.order()).kind()).isEqualTo(Kind.PENDING);
  }

  @Test
  void a_label_that_easypost_refuses_without_a_reason_is_rejected_with_its_code() {
    scene.easypost.track(scene.parcel, TrackerStatus.FAILURE);

    Outcome outcome = scene.activities().voidLabel(scene.order());

    assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
    assertThat(outcome.code()).isEqualTo("SHIPMENT.REFUND.UNAVAILABLE");
  }

  @Test
  void a_parcel_that_leaves_between_look_and_send_has_left() {
    scene.posts(f -> f.status(422));
    CallListener carrier =
        new CallListener() {
          @Override
          public void processed(CallRecord call) {
            if (call.status() == 422) {
              scene.easypost.scan(scene.parcel);
            }
          }
        };
    try (var watch = scene.changes.surroundings().calls().watch(carrier)) {
      Outcome outcome = scene.activities().voidLabel(scene.order());

      assertThat(watch).isNotNull();
      assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
      assertThat(outcome.code()).isEqualTo("in_transit");
    }
  }

  @Test
  void a_rejected_void_is_asked_for_again_by_a_new_generation_only() {
    scene.carrierWill(CarrierAnswer.REJECT_ONCE);
    FulfilmentActivities activities = scene.activities();
    activities.voidLabel(scene.order());
    scene.easypost.reject(scene.parcel);

    Outcome same = activities.voidLabel(scene.maybeSent());
    Outcome next = activities.voidLabel(scene.newGeneration());

    assertThat(same.kind()).isEqualTo(Kind.REJECTED);
    assertThat(same.code()).isEqualTo("rejected");
    assertThat(next.kind()).isEqualTo(Kind.PENDING);
    assertThat(scene.sends()).isEqualTo(2);
  }

  @Test
  void a_rejected_void_of_a_parcel_that_has_left_meanwhile_is_not_asked_for_again() {
    scene.carrierWill(CarrierAnswer.REJECT);
    FulfilmentActivities activities = scene.activities();
    activities.voidLabel(scene.order());
    scene.easypost.reject(scene.parcel);
    scene.easypost.scan(scene.parcel);

    Outcome outcome = activities.voidLabel(scene.newGeneration());

    assertThat(outcome.code()).isEqualTo("in_transit");
    assertThat(scene.sends()).isEqualTo(1);
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
  void an_answer_that_gets_lost_leaves_it_in_doubt_and_the_next_attempt_reads_the_state(
      String name, Function<CallFault, Fault> fault) {
    scene.posts(fault);
    FulfilmentActivities activities = scene.activities();

    ApplicationFailure first = failure(() -> activities.voidLabel(scene.order()));
    scene.changes.lastWordWas(Heartbeat.SENDING);
    Outcome second = activities.voidLabel(scene.order());

    assertThat(first.getType()).as(name).isEqualTo("IN_DOUBT");
    assertThat(first.isNonRetryable()).isFalse();
    assertThat(second.kind()).isEqualTo(Kind.PENDING);
    assertThat(second.code()).isEmpty();
    assertThat(scene.sends()).isEqualTo(1);
  }

  @Test
  void a_send_that_never_arrived_is_sent_again() {
    scene.posts(CallFault::reset);
    FulfilmentActivities activities = scene.activities();

    ApplicationFailure first = failure(() -> activities.voidLabel(scene.order()));
    scene.changes.lastWordWas(Heartbeat.SENDING);
    Outcome second = activities.voidLabel(scene.order());

    assertThat(first.getType()).isEqualTo("IN_DOUBT");
    assertThat(second.kind()).isEqualTo(Kind.PENDING);
    assertThat(scene.sends()).isEqualTo(2);
  }

  @Test
  void a_send_stands_on_record_before_and_after_it_and_a_look_does_not() {
    FulfilmentActivities activities = scene.activities();

    var sent = activities.voidLabel(scene.order());
    var found = activities.voidLabel(scene.order());

    assertThat(sent.happened() && found.happened()).isTrue();
    assertThat(scene.changes.sends().lines())
        .containsExactly(
            "send VoidLabel " + scene.parcel, "sent VoidLabel " + scene.parcel + " PENDING");
  }

  @Test
  void without_its_record_nothing_is_sent() {
    scene.changes.sends().breakWith(new IllegalStateException("the disk is full"));
    FulfilmentActivities activities = scene.activities();

    ApplicationFailure failure = failure(() -> activities.voidLabel(scene.order()));

    assertThat(failure.getOriginalMessage()).contains("the record of sends can't be written");
    assertThat(scene.sends()).isZero();
  }

  /** What goes wrong, and what it is called while nothing was sent before. */
  static Stream<Arguments> troubles() {
    return Stream.of(
        trouble("down", "UPSTREAM_AWAY", s -> s.changes.surroundings().faults().down("easypost")),
        trouble("read: 500", "UPSTREAM_AWAY", s -> s.reads(f -> f.status(500))),
        trouble("read: reset", "UPSTREAM_AWAY", s -> s.reads(CallFault::reset)),
        trouble("read: malformed", "UPSTREAM_AWAY", s -> s.reads(CallFault::malformed)),
        trouble("read: 401", "OUR_FAULT", s -> s.reads(f -> f.status(401))),
        trouble(
            "read: 404 of another kind",
            "BAD_ANSWER",
            s -> s.reads(f -> f.status(404, Map.of(), "{}"))),
        trouble("no such shipment", "NOT_FOUND", s -> s.parcel = "shp_none"),
        trouble("send: 500", "IN_DOUBT", s -> s.posts(f -> f.status(500))),
        trouble("send: 429", "UPSTREAM_AWAY", s -> s.posts(f -> f.status(429))),
        trouble("send: 401", "OUR_FAULT", s -> s.posts(f -> f.status(401))),
        trouble("send: 403", "OUR_FAULT", s -> s.posts(f -> f.status(403))),
        trouble("send: 404", "NOT_FOUND", s -> s.posts(f -> f.status(404))),
        trouble("send: 402", "BAD_ANSWER", s -> s.posts(f -> f.status(402))),
        trouble(
            "an answer about something else",
            "IN_DOUBT",
            s -> s.posts(f -> f.status(200, Map.of(), "{\"id\":\"shp_1\",\"mode\":\"test\"}"))),
        trouble(
            "proofs can't be read",
            "UPSTREAM_AWAY",
            s ->
                s.changes.clearanceFails(
                    new Failures("Zendesk", FaultDomain.ZENDESK).away("away", "", null))),
        trouble(
            "the record of sends can't be written",
            "UPSTREAM_AWAY",
            s -> s.changes.sends().breakWith(new IllegalStateException("the disk is full"))),
        trouble(
            "an error of our own",
            "OUR_FAULT",
            s -> s.changes.clearanceFails(new IllegalStateException("with a secret"))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("troubles")
  void each_trouble_has_its_type(String name, String type, Consumer<ParcelScene> trouble) {
    FulfilmentActivities activities = scene.activities();
    trouble.accept(scene);

    ApplicationFailure failure = failure(() -> activities.voidLabel(scene.order()));

    assertThat(failure.getType()).as(name).isEqualTo(type);
    assertThat(failure.getDetails().get(Trouble.class).toString())
        .doesNotContain("secret")
        .doesNotContain(scene.easypost.apiKey());
    assertThat(scene.easypost.shipments())
        .allSatisfy(shipment -> assertThat(shipment.refundStatus()).isNull());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("troubles")
  void in_doubt_every_trouble_is_in_doubt(String name, String type, Consumer<ParcelScene> trouble) {
    FulfilmentActivities activities = scene.activities();
    trouble.accept(scene);

    ApplicationFailure failure = failure(() -> activities.voidLabel(scene.maybeSent()));

    assertThat(failure.getType()).as(name).isEqualTo("IN_DOUBT");
    assertThat(failure.isNonRetryable()).isFalse();
  }

  @Test
  void a_throttled_send_waits_as_long_as_easypost_says() {
    scene.posts(f -> f.status(429, Map.of("Retry-After", "9"), null));

    ApplicationFailure failure = failure(() -> scene.activities().voidLabel(scene.order()));

    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void a_refusal_in_doubt_is_no_rejection_until_the_parcel_has_left() {
    scene.posts(f -> f.always().status(422));
    FulfilmentActivities activities = scene.activities();
    ApplicationFailure refused = failure(() -> activities.voidLabel(scene.maybeSent()));
    scene.easypost.scan(scene.parcel);

    Outcome left = activities.voidLabel(scene.maybeSent());

    assertThat(refused.getType()).isEqualTo("IN_DOUBT");
    assertThat(left.kind()).isEqualTo(Kind.REJECTED);
  }

  @Test
  void the_clearance_has_the_last_word() {
    Outcome no = Outcome.stopped("paused", "voids are paused");
    scene.changes.stop(no);
    FulfilmentActivities activities = scene.activities();

    assertThat(activities.voidLabel(scene.order())).isEqualTo(no);
    assertThat(failure(() -> activities.voidLabel(scene.maybeSent())).getType())
        .isEqualTo("IN_DOUBT");
    assertThat(scene.sends()).isZero();
  }

  @Test
  void no_label_is_voided_where_only_what_gives_back_is_cleared() {
    Outcome no = Outcome.stopped("requester_changed", "the ticket became another customer's");
    scene.changes.stopOnward(no);

    assertThat(scene.activities().voidLabel(scene.order())).isEqualTo(no);
    assertThat(scene.sends()).isZero();
  }

  @Test
  void an_attempt_that_wakes_up_too_late_does_not_send_but_still_finds() {
    var order = scene.order();
    FulfilmentActivities activities = scene.activities();
    scene.changes.surroundings().clock().advance(Duration.ofHours(13));
    ApplicationFailure late = failure(() -> activities.voidLabel(order));
    scene.easypost.refundByHand(scene.parcel);

    Outcome found = activities.voidLabel(order);

    assertThat(late.getType()).isEqualTo("TOO_LATE");
    assertThat(scene.sends()).isZero();
    assertThat(found.kind()).isEqualTo(Kind.PENDING);
  }

  @Test
  void a_wrong_key_is_our_fault() {
    ApplicationFailure failure =
        failure(() -> scene.activities("EZTKwrong").voidLabel(scene.order()));

    assertThat(failure.getType()).isEqualTo("OUR_FAULT");
    assertThat(scene.changes.surroundings().calls().of(EasyPostSandbox.SYSTEM)).hasSize(1);
  }

  private static Arguments fault(String name, Function<CallFault, Fault> fault) {
    return Arguments.of(name, fault);
  }

  private static Arguments trouble(String name, String type, Consumer<ParcelScene> trouble) {
    return Arguments.of(name, type, trouble);
  }
}
