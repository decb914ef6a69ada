package io.caserail.sandbox.easypost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.fault.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which events leave, how they are signed, and that they are tried again. */
class EventsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private record Received(String body, String signature) {
    JsonNode json() {
      return Json.parse(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  private final RunningEasyPost running = new RunningEasyPost();
  private final List<Received> received = new ArrayList<>();
  private final Deque<Integer> refusals = new ArrayDeque<>();
  private final HttpServer inbox;

  EventsTest() throws IOException {
    inbox = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void open() {
    inbox.createContext("/", this::take);
    inbox.start();
  }

  @AfterEach
  void stop() {
    running.close();
    inbox.stop(0);
  }

  @Test
  void a_refunded_label_is_told_with_its_shipment_and_a_signature() throws Exception {
    // given
    running.easypost().sendEventsTo(url());
    Shipment shipment = running.easypost().buy("");
    running.refund(shipment);

    // when
    running.easypost().grant(shipment.id());

    // then
    Received event = delivered().get(0);
    assertThat(event.json().path("description").asText()).isEqualTo("refund.successful");
    assertThat(event.json().at("/result/object").asText()).isEqualTo("Refund");
    assertThat(event.json().at("/result/shipment_id").asText()).isEqualTo(shipment.id());
    assertThat(event.json().at("/result/status").asText()).isEqualTo("refunded");
    assertThat(event.signature())
        .startsWith("hmac-sha256-hex=")
        .isEqualTo(
            EasyPostSignature.of(
                running.easypost().webhookSecret(), event.body().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void a_signature_is_the_hex_hmac_of_the_body() {
    // RFC 4231, test case 2
    assertThat(
            EasyPostSignature.of(
                "Jefe", "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            "hmac-sha256-hex=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void a_parcel_that_moves_is_told_with_where_it_was() throws Exception {
    // given
    running.easypost().sendEventsTo(url(), "tracker.updated");
    Shipment shipment = running.easypost().buy("");

    // when
    running.easypost().scan(shipment.id());

    // then
    JsonNode event = delivered().get(0).json();
    assertThat(event.path("description").asText()).isEqualTo("tracker.updated");
    assertThat(event.at("/previous_attributes/status").asText()).isEqualTo("pre_transit");
    assertThat(event.at("/result/status").asText()).isEqualTo("in_transit");
  }

  @Test
  void a_rejected_refund_has_no_event() throws Exception {
    // given
    running.easypost().sendEventsTo(url());
    Shipment shipment = running.easypost().buy("");
    running.refund(shipment);

    // when
    running.easypost().reject(shipment.id());

    // then
    assertThat(delivered()).isEmpty();
  }

  @Test
  void a_refused_delivery_is_tried_again_with_the_same_event() throws Exception {
    // given
    running.easypost().sendEventsTo(url());
    refusals.addAll(List.of(503, 500));

    // when
    running.easypost().scan(running.easypost().buy("").id());

    // then
    List<Received> all = delivered();
    assertThat(all).hasSize(3);
    assertThat(all.stream().map(Received::body).distinct()).hasSize(1);
  }

  @Test
  void a_webhook_can_be_dropped() throws Exception {
    // given
    running.easypost().sendEventsTo(url());
    running.surroundings().faults().add(Fault.webhook(EasyPostSandbox.SYSTEM).dropped());

    // when
    running.easypost().scan(running.easypost().buy("").id());

    // then
    assertThat(delivered()).isEmpty();
  }

  @Test
  void a_delivery_is_given_up_after_the_last_pause() {
    var failed = io.caserail.sandbox.hook.Result.answered(500, null);

    assertThat(
            Stream.iterate(1, n -> n + 1).limit(7).map(n -> EasyPostEvents.pauseAfter(n, failed)))
        .filteredOn(pause -> pause.isEmpty())
        .hasSize(2);
  }

  private List<Received> delivered() throws InterruptedException {
    assertThat(running.surroundings().webhooks().awaitIdle(PATIENCE)).isTrue();
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + inbox.getAddress().getPort() + "/hooks/easypost");
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int status;
    synchronized (received) {
      String signature = exchange.getRequestHeaders().getFirst("X-Hmac-Signature");
      received.add(new Received(body, String.valueOf(signature)));
      status = refusals.isEmpty() ? 200 : refusals.remove();
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}
