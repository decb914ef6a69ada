package io.caserail.activities.easypost;

import static io.caserail.activities.ChangeScene.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.ObjectId;
import io.caserail.port.FulfilmentActivities;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Outcome;
import io.caserail.port.Outcome.Kind;
import io.caserail.port.ParcelWatch;
import io.caserail.port.ShipmentFacts;
import io.caserail.port.ShipmentFacts.Stage;
import io.caserail.sandbox.easypost.TrackerStatus;
import io.caserail.sandbox.fault.CallFault;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of a shipment, and the carrier's final word. */
class ShipmentReadsTest {
  private final ParcelScene scene = new ParcelScene();
  private final FulfilmentActivities activities = scene.activities();

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest(name = "{0}, asked {1}: {2}")
  @CsvSource({
    "UNKNOWN,              false, UNKNOWN",
    "PRE_TRANSIT,          false, LABEL",
    "PRE_TRANSIT,          true,  VOID",
    "IN_TRANSIT,           false, MOVING",
    "IN_TRANSIT,           true,  MOVING",
    "OUT_FOR_DELIVERY,     false, MOVING",
    "AVAILABLE_FOR_PICKUP, false, MOVING",
    "DELIVERED,            false, DELIVERED",
    "RETURN_TO_SENDER,     true,  RETURNING",
    "FAILURE,              false, UNKNOWN",
  })
  void a_parcel_is_where_the_carrier_says_it_is(
      TrackerStatus status, boolean voidAsked, Stage stage) {
    if (voidAsked) {
      scene.easypost.refundByHand(scene.parcel);
    }
    scene.easypost.track(scene.parcel, status);

    ShipmentFacts facts = lookUp(scene.parcel);

    assertThat(facts.found()).isTrue();
    assertThat(facts.stage()).isEqualTo(stage);
    assertThat(facts.system()).isEqualTo("EasyPost");
    assertThat(facts.tracking()).isEqualTo(scene.easypost.shipment(scene.parcel).trackingCode());
  }

  @Test
  void a_shipment_that_is_not_there_is_an_answer() {
    assertThat(lookUp("shp_none").found()).isFalse();
    assertThat(activities.findVoid(scene.changes.order("shp_none")).kind()).isEqualTo(Kind.ABSENT);
  }

  @Test
  void a_status_that_nobody_has_heard_of_is_not_guessed() {
    scene.reads(
        f ->
            f.status(
                200, Map.of(), "{\"id\":\"shp_1\",\"mode\":\"test\",\"status\":\"teleported\"}"));

    assertThat(lookUp(scene.parcel).stage()).isEqualTo(Stage.UNKNOWN);
  }

  @Test
  void a_refund_status_that_nobody_has_heard_of_can_not_be_read() {
    scene.reads(
        f ->
            f.status(
                200, Map.of(), "{\"id\":\"shp_1\",\"mode\":\"test\",\"refund_status\":\"maybe\"}"));

    assertThat(failure(() -> lookUp(scene.parcel)).getType()).isEqualTo("BAD_ANSWER");
  }

  @Test
  void an_answer_from_the_other_mode_is_our_fault() {
    scene.reads(f -> f.status(200, Map.of(), "{\"id\":\"shp_1\",\"mode\":\"production\"}"));

    assertThat(failure(() -> lookUp(scene.parcel)).getType()).isEqualTo("OUR_FAULT");
  }

  @Test
  void the_carriers_word_is_awaited_for_days() {
    activities.voidLabel(scene.order());

    ApplicationFailure open = failure(() -> activities.awaitVoid(scene.order()));
    scene.changes.surroundings().clock().advance(Duration.ofDays(16));

    assertThat(open.getType()).isEqualTo("NOT_YET");
    assertThat(open.getNextRetryDelay()).isEqualTo(ParcelScene.POLL);
    assertThat(activities.awaitVoid(scene.order()).kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(activities.findVoid(scene.order()).kind()).isEqualTo(Kind.SUCCEEDED);
  }

  @Test
  void a_carrier_that_says_no_after_days_has_rejected_it() {
    activities.voidLabel(scene.order());
    scene.easypost.scan(scene.parcel);
    scene.changes.surroundings().clock().advance(Duration.ofDays(16));

    assertThat(activities.awaitVoid(scene.order()).kind()).isEqualTo(Kind.REJECTED);
    assertThat(activities.findVoid(scene.order()).kind()).isEqualTo(Kind.ABSENT);
  }

  @Test
  void a_move_of_the_parcel_is_waited_for_and_asked_for_within_a_quarter_of_an_hour() {
    ParcelWatch watch = new ParcelWatch(new ObjectId(scene.parcel), lookUp(scene.parcel).stage());

    ApplicationFailure here = failure(() -> activities.awaitMove(watch));
    scene.easypost.scan(scene.parcel);

    assertThat(here.getType()).isEqualTo("NOT_YET");
    assertThat(here.getNextRetryDelay()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(15));
    assertThat(activities.awaitMove(watch)).isEqualTo(Outcome.absent("the parcel is moving"));
  }

  @Test
  void a_void_that_easypost_knows_nothing_of_is_no_final_word() {
    assertThat(failure(() -> activities.awaitVoid(scene.order())).getType())
        .isEqualTo("BAD_ANSWER");
    scene.reads(CallFault::reset);
    assertThat(failure(() -> activities.awaitVoid(scene.order())).getType())
        .isEqualTo("UPSTREAM_AWAY");
  }

  private ShipmentFacts lookUp(String id) {
    return activities.lookUpShipment(new LookUpRequest(new ObjectId(id)));
  }
}
