package io.caserail.sandbox.easypost;

import static io.caserail.sandbox.easypost.RunningEasyPost.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.core.CallRecord;
import io.caserail.sandbox.core.Cause;
import io.caserail.sandbox.fault.Fault;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Labels that are taken back, or not. */
class RefundTest {
  private static final Duration LONG_ENOUGH = Duration.ofDays(16);

  private final RunningEasyPost running = new RunningEasyPost();

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void a_refund_is_submitted_and_refunded_by_the_carrier_after_days() throws Exception {
    // given
    Shipment shipment = running.easypost().buy("order-1");

    // when
    HttpResponse<String> answer = running.refund(shipment);
    running.surroundings().clock().advance(Duration.ofDays(14));
    HttpResponse<String> before = running.get("/v2/shipments/" + shipment.id());
    running.surroundings().clock().advance(Duration.ofDays(2));
    HttpResponse<String> after = running.get("/v2/shipments/" + shipment.id());

    // then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("refund_status").asText()).isEqualTo("submitted");
    assertThat(json(before).path("refund_status").asText()).isEqualTo("submitted");
    assertThat(json(after).path("refund_status").asText()).isEqualTo("refunded");
    List<BookEntry> book = running.surroundings().books().about(shipment.id());
    assertThat(book)
        .extracting(BookEntry::kind)
        .containsExactly("shipment.bought", "label.submitted", "label.refunded");
    assertThat(book)
        .extracting(e -> e.cause().kind())
        .containsExactly(Cause.Kind.HUMAN, Cause.Kind.HTTP, Cause.Kind.TIMER);
  }

  @Test
  void a_rejected_refund_may_be_asked_for_again() throws Exception {
    // given
    Shipment shipment = running.easypost().buy("", CarrierAnswer.REJECT_ONCE);
    running.refund(shipment);
    running.surroundings().clock().advance(LONG_ENOUGH);
    RefundStatus first = running.easypost().shipment(shipment.id()).refundStatus();

    // when
    HttpResponse<String> again = running.refund(shipment);
    running.surroundings().clock().advance(LONG_ENOUGH);

    // then
    assertThat(first).isEqualTo(RefundStatus.REJECTED);
    assertThat(json(again).path("refund_status").asText()).isEqualTo("submitted");
    assertThat(running.easypost().shipment(shipment.id()).refundStatus())
        .isEqualTo(RefundStatus.REFUNDED);
  }

  @Test
  void a_parcel_that_is_scanned_while_its_refund_is_open_is_rejected() throws Exception {
    // given
    Shipment shipment = running.easypost().buy("");
    running.refund(shipment);

    // when
    running.easypost().scan(shipment.id());
    running.surroundings().clock().advance(LONG_ENOUGH);

    // then
    assertThat(running.easypost().shipment(shipment.id()).refundStatus())
        .isEqualTo(RefundStatus.REJECTED);
  }

  @Test
  void a_carrier_that_bills_on_scan_has_nothing_to_give_back_however_often_asked()
      throws Exception {
    // given
    Shipment shipment = running.easypost().buy("", CarrierAnswer.NOT_APPLICABLE);

    // when
    HttpResponse<String> first = running.refund(shipment);
    HttpResponse<String> second = running.refund(shipment);

    // then
    assertThat(json(first).path("refund_status").asText()).isEqualTo("not_applicable");
    assertThat(json(second).path("refund_status").asText()).isEqualTo("not_applicable");
    assertThat(running.surroundings().books().about(shipment.id())).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = TrackerStatus.class,
      names = {"UNKNOWN", "PRE_TRANSIT"},
      mode = EnumSource.Mode.EXCLUDE)
  void a_parcel_that_has_left_is_refused(TrackerStatus status) throws Exception {
    // given
    Shipment shipment = running.easypost().buy("");
    running.easypost().track(shipment.id(), status);

    // when
    HttpResponse<String> answer = running.refund(shipment);

    // then
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).at("/error/code").asText()).isEqualTo("SHIPMENT.REFUND.UNAVAILABLE");
    assertThat(running.easypost().shipment(shipment.id()).refundStatus()).isNull();
  }

  @Test
  void a_second_request_while_the_first_is_open_is_refused_without_effect() throws Exception {
    // given
    Shipment shipment = running.easypost().buy("");

    // when
    running.refund(shipment);
    HttpResponse<String> second = running.refund(shipment);

    // then
    assertThat(second.statusCode()).isEqualTo(422);
    assertThat(
            running
                .surroundings()
                .calls()
                .of(EasyPostSandbox.SYSTEM, "POST /v2/shipments/{id}/refund"))
        .extracting(CallRecord::effect)
        .containsExactly(true, false);
  }

  @Test
  void an_answer_lost_on_its_way_leaves_its_effect() {
    // given
    Shipment shipment = running.easypost().buy("");
    running
        .surroundings()
        .faults()
        .add(Fault.on(EasyPostSandbox.SYSTEM).endpoint("POST *refund").answerLost());

    // when
    var lost = catchThrowable(() -> running.refund(shipment));

    // then
    assertThat(lost).isInstanceOf(IOException.class);
    assertThat(running.easypost().shipment(shipment.id()).refundStatus())
        .isEqualTo(RefundStatus.SUBMITTED);
  }

  @Test
  void a_refund_in_the_dashboard_is_a_persons_doing() {
    // given
    Shipment shipment = running.easypost().buy("");

    // when
    running.easypost().refundByHand(shipment.id());

    // then
    var entries = running.surroundings().books().about(shipment.id());
    assertThat(entries.get(1).cause().kind()).isEqualTo(Cause.Kind.HUMAN);
    assertThatThrownBy(() -> running.easypost().refundByHand(shipment.id()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> running.easypost().refundByHand("shp_none"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
