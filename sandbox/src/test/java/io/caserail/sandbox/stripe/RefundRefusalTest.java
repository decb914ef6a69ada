package io.caserail.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefundRefusalTest {
  private final RunningStripe running = RunningStripe.start(StripeOptions.defaults());

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void a_payment_that_is_all_refunded_says_so() throws Exception {
    // given
    Payment payment = running.stripe().payment().amount(4000, "eur").create();
    running.stripe().refundByHand(payment.id(), 4000);

    // when
    HttpResponse<String> answer = running.post("/v1/refunds", "charge=" + payment.chargeId());

    // then
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(code(answer)).isEqualTo("charge_already_refunded");
  }

  @Test
  void an_amount_above_the_rest_is_an_invalid_request_about_the_amount() throws Exception {
    // given
    Payment payment = running.stripe().payment().amount(4000, "eur").create();
    running.stripe().refundByHand(payment.id(), 1500);

    // when
    HttpResponse<String> answer =
        running.post("/v1/refunds", "amount=2501&payment_intent=" + payment.id());

    // then
    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode error = running.json(answer).get("error");
    assertThat(error.get("type").asText()).isEqualTo("invalid_request_error");
    assertThat(error.get("param").asText()).isEqualTo("amount");
    assertThat(error.get("message").asText()).contains("25.01 EUR").contains("25.00 EUR");
    assertThat(running.stripe().moneyMoved(payment.id())).isEqualTo(1500);
  }

  @ParameterizedTest
  @CsvSource({
    "WARNING_NEEDS_RESPONSE, 200, ''",
    "WARNING_UNDER_REVIEW,   200, ''",
    "WARNING_CLOSED,         200, ''",
    "NEEDS_RESPONSE,         400, charge_disputed",
    "UNDER_REVIEW,           400, charge_disputed",
    "WON,                    200, ''",
    "LOST,                   400, charge_disputed",
    "PREVENTED,              400, refund_disputed_payment",
  })
  void a_dispute_stops_a_refund_unless_the_charge_is_still_refundable(
      DisputeStatus dispute, int status, String code) throws Exception {
    // given
    Payment payment = running.stripe().payment().amount(4000, "eur").create();
    running.stripe().dispute(payment.id(), dispute);

    // when
    HttpResponse<String> answer =
        running.post("/v1/refunds", "amount=100&payment_intent=" + payment.id());

    // then
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(code(answer)).isEqualTo(code);
    assertThat(dispute.chargeRefundable()).isEqualTo(status == 200);
  }

  @Test
  void a_balance_that_does_not_suffice_is_refused() throws Exception {
    // given
    Payment payment = running.stripe().payment().card(TestCard.NO_BALANCE).create();

    // when
    HttpResponse<String> answer = running.post("/v1/refunds", "payment_intent=" + payment.id());

    // then
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(code(answer)).isEqualTo("balance_insufficient");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amount=100                                | 400 | parameter_missing",
        "payment_intent={pi}&charge={ch}           | 400 | ''",
        "payment_intent=pi_none                    | 400 | resource_missing",
        "charge=ch_none                            | 400 | resource_missing",
        "payment_intent={pi}&amount=0              | 400 | parameter_invalid_integer",
        "payment_intent={pi}&amount=-5             | 400 | parameter_invalid_integer",
        "payment_intent={pi}&amount=10.5           | 400 | parameter_invalid_integer",
        "payment_intent={pi}&amount=99999999999999999999 | 400 | parameter_invalid_integer",
        "payment_intent={pi}&amuont=1              | 400 | parameter_unknown",
        "payment_intent=                           | 400 | parameter_invalid_empty",
        "payment_intent={pi}&reason=because        | 400 | ''",
        "payment_intent={pi}&metadata[a[b]=1       | 400 | ''",
      })
  void a_malformed_request_moves_nothing(String body, int status, String code) throws Exception {
    // given
    Payment payment = running.stripe().payment().create();

    // when
    HttpResponse<String> answer =
        running.post(
            "/v1/refunds",
            body.strip().replace("{pi}", payment.id()).replace("{ch}", payment.chargeId()));

    // then
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(code(answer)).isEqualTo(code);
    assertThat(running.stripe().moneyMoved(payment.id())).isZero();
  }

  @Test
  void a_json_body_is_refused() throws Exception {
    // given
    Payment payment = running.stripe().payment().create();

    // when
    HttpResponse<String> answer =
        running.postJson("/v1/refunds", "{\"payment_intent\":\"" + payment.id() + "\"}");

    // then
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(running.json(answer).at("/error/message").asText()).contains("form-urlencoded");
  }

  @Test
  void a_metadata_value_may_have_500_characters_and_no_more() throws Exception {
    // given
    Payment payment = running.stripe().payment().create();
    String body = "amount=100&payment_intent=" + payment.id() + "&metadata[a]=";

    // when
    HttpResponse<String> longest = running.post("/v1/refunds", body + "x".repeat(500));
    HttpResponse<String> longer = running.post("/v1/refunds", body + "x".repeat(501));

    // then
    assertThat(longest.statusCode()).isEqualTo(200);
    assertThat(longer.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/payment_intents/pi_none, resource_missing",
    "/v1/charges/ch_none,         resource_missing",
    "/v1/refunds/re_none,         resource_missing",
    "/v1/disputes/du_none,        resource_missing",
    "/v1/events/evt_none,         resource_missing",
    "/v1/customers/cus_none,      resource_missing",
    "/v1/nothing,                 ''",
    "/v2/refunds,                 ''",
  })
  void what_is_not_there_is_404(String path, String code) throws Exception {
    // when
    HttpResponse<String> answer = running.get(path);

    // then
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(code(answer)).isEqualTo(code);
  }

  private String code(HttpResponse<String> answer) throws Exception {
    return running.json(answer).path("error").path("code").asText("");
  }
}
