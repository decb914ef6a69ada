package io.caserail.sandbox.easypost;

import static io.caserail.sandbox.easypost.RunningEasyPost.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and what a shipment looks like. */
class ShipmentAnswersTest {
  private final RunningEasyPost running = new RunningEasyPost();

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void a_shipment_shows_its_label_its_tracker_and_no_refund() throws Exception {
    // given
    Shipment shipment = running.easypost().buy("order-1");

    // when
    HttpResponse<String> answer = running.get("/v2/shipments/" + shipment.id());

    // then
    JsonNode json = json(answer);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json.path("id").asText()).isEqualTo(shipment.id()).startsWith("shp_");
    assertThat(json.path("mode").asText()).isEqualTo("test");
    assertThat(json.path("reference").asText()).isEqualTo("order-1");
    assertThat(json.path("status").asText()).isEqualTo("pre_transit");
    assertThat(json.path("refund_status").isNull()).isTrue();
    assertThat(json.at("/tracker/status").asText()).isEqualTo("pre_transit");
    assertThat(json.path("tracking_code").asText()).matches("EZ\\d{10}");
    assertThat(json.path("to_address").isNull()).isTrue();
  }

  @Test
  void a_label_is_bought_in_one_call_and_stands_in_the_books_with_that_call() throws Exception {
    // when
    HttpResponse<String> answer =
        running.post(
            "/v2/shipments",
            "{\"shipment\":{\"reference\":\"order-2\",\"service\":\"GroundAdvantage\"}}");

    // then
    assertThat(answer.statusCode()).isEqualTo(201);
    var entry = running.surroundings().books().about(json(answer).path("id").asText()).get(0);
    assertThat(entry.kind()).isEqualTo("shipment.bought");
    assertThat(entry.details()).containsEntry("reference", "order-2");
    assertThat(entry.cause().call()).isNotNull();
  }

  @Test
  void a_tracker_is_found_by_its_own_id() throws Exception {
    // given
    Shipment shipment = running.easypost().buy("");
    running.easypost().deliver(shipment.id());

    // when
    JsonNode tracker = json(running.get("/v2/trackers/" + shipment.trackerId()));

    // then
    assertThat(tracker.path("status").asText()).isEqualTo("delivered");
    assertThat(tracker.path("shipment_id").asText()).isEqualTo(shipment.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic !!!", "Basic RVpUS3dyb25nOg==", "Bearer EZTKwrong"})
  void without_the_accounts_key_everything_is_401(String authorization) throws Exception {
    // when
    HttpResponse<String> answer = running.getAs(authorization, "/v2/shipments/shp_1");

    // then
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(json(answer).at("/error/code").asText()).isEqualTo("UNAUTHORIZED");
    assertThat(json(answer).at("/error/errors").isArray()).isTrue();
  }

  @Test
  void what_does_not_exist_is_404_in_the_error_envelope() throws Exception {
    assertThat(json(running.get("/v2/shipments/shp_none")).at("/error/code").asText())
        .isEqualTo("NOT_FOUND");
    assertThat(running.get("/v2/elsewhere").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "{\"shipment\":{}}"})
  void a_purchase_that_can_not_be_read_is_422(String body) throws Exception {
    assertThat(running.post("/v2/shipments", body).statusCode()).isEqualTo(422);
    assertThat(running.easypost().shipments()).isEmpty();
  }

  @Test
  void under_load_every_request_is_429_until_the_load_is_gone() throws Exception {
    // given
    Shipment shipment = running.easypost().buy("");
    running.easypost().throttle(true);
    HttpResponse<String> limited = running.refund(shipment);

    // when
    running.easypost().throttle(false);
    HttpResponse<String> later = running.refund(shipment);

    // then
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(json(limited).at("/error/code").asText()).isEqualTo("RATE_LIMITED");
    assertThat(later.statusCode()).isEqualTo(200);
  }

  @Test
  void production_shows_in_the_key_and_the_answers() throws Exception {
    // given
    try (RunningEasyPost production =
        new RunningEasyPost(EasyPostOptions.defaults().withProduction(true))) {
      Shipment shipment = production.easypost().buy("");

      // when
      JsonNode json = json(production.get("/v2/shipments/" + shipment.id()));

      // then
      assertThat(json.path("mode").asText()).isEqualTo("production");
      assertThat(production.easypost().apiKey()).startsWith("EZAK");
      assertThat(running.easypost().apiKey()).startsWith("EZTK");
    }
  }
}
