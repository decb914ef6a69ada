package io.caserail.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GatewayHttpTest {
  private static final String CHUNKED =
      """
      POST /hooks/zendesk HTTP/1.1\r
      Host: x\r
      Content-Type: application/json\r
      Transfer-Encoding: chunked\r
      \r
      """;

  private final RunningGateway running = new RunningGateway();

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void whatever_goes_wrong_inside_asks_the_sender_to_send_again_and_shows_no_trace() {
    running.inbox().breakDown();

    var answer = running.zendesk(RunningGateway.REFUND);

    RunningGateway.assertProblem(answer, 503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
  }

  @Test
  void a_body_over_the_cap_is_too_large_before_its_signature_is_looked_at() {
    byte[] large = "a".repeat(GatewaySettings.BODY_CAP + 1).getBytes(UTF_8);

    var answer =
        running
            .senders()
            .send(
                running
                    .senders()
                    .zendesk("some-other-secret-entirely", RunningGateway.NOW, "i-1", large));

    running.assertRefused(answer, 413);
  }

  @Test
  void a_body_that_hides_its_length_is_cut_off_at_the_cap() {
    byte[] large = "a".repeat(GatewaySettings.BODY_CAP + 1).getBytes(UTF_8);

    var answer =
        running
            .senders()
            .send(
                running
                    .senders()
                    .zendesk(Senders.ZENDESK_SECRET, RunningGateway.NOW, "i-1", large)
                    .POST(Senders.chunked(large)));

    running.assertRefused(answer, 413);
  }

  @Test
  void an_endless_chunked_body_is_answered_without_being_read_to_its_end() throws IOException {
    try (Socket socket = running.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(CHUNKED.getBytes(UTF_8));
      byte[] chunk = ("10000\r\n" + "a".repeat(0x10000) + "\r\n").getBytes(UTF_8);
      for (int sent = 0; sent <= GatewaySettings.BODY_CAP; sent += 0x10000) {
        out.write(chunk);
      }
      out.flush();

      String answer = new String(socket.getInputStream().readNBytes(12), UTF_8);

      assertThat(answer).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void a_body_of_exactly_the_cap_is_read() {
    String padded = RunningGateway.REFUND.replace("}", ",\"pad\":\"");
    String exact = padded + "x".repeat(GatewaySettings.BODY_CAP - padded.length() - 2) + "\"}";

    var answer = running.zendesk(exact);

    assertThat(exact).hasSize(GatewaySettings.BODY_CAP);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(running.inbox().said).containsExactly("submit refund pi_3QabcDEF 35436 webhook");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonx",
        "application/json; charset=utf-16"
      })
  void another_content_type_is_refused(String type) {
    var request =
        running
            .senders()
            .zendesk(
                Senders.ZENDESK_SECRET,
                RunningGateway.NOW,
                "i-1",
                RunningGateway.REFUND.getBytes(UTF_8));

    var answer = running.senders().send(request.setHeader("content-type", type));

    running.assertRefused(answer, 415);
  }

  @Test
  void a_sender_without_a_secret_has_no_address() {
    try (RunningGateway withoutStripe = new RunningGateway(List.of())) {
      var answer = withoutStripe.stripe(RunningGateway.refundEvent("refund.updated"));

      withoutStripe.assertRefused(answer, 404);
    }
  }

  @Test
  void an_unknown_address_and_a_wrong_method_are_problems_too() {
    var unknown = running.get("/hooks/unknown");
    var wrong = running.get("/hooks/zendesk");

    RunningGateway.assertProblem(unknown, 404);
    RunningGateway.assertProblem(wrong, 405);
    assertThat(wrong.headers().firstValue("Allow")).hasValue("POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NONSENSE\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n"})
  void what_is_no_http_is_refused_without_a_page(String request) throws IOException {
    try (Socket socket = running.connect()) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.shutdownOutput();

      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("<html", "at org.", "Jetty");
    }
  }

  @Test
  void readiness_follows_temporal_and_health_does_not() {
    assertThat(running.get("/readyz").statusCode()).isEqualTo(200);

    running.inbox().goAway();

    RunningGateway.assertProblem(running.get("/readyz"), 503);
    assertThat(running.get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void answers_are_counted_by_sender_status_and_result() {
    running.zendesk(RunningGateway.REFUND);
    running
        .senders()
        .send(running.senders().stripe("some-other-secret-entirely", RunningGateway.NOW, "{}"));

    String metrics = running.get("/metrics").body();

    assertThat(metrics)
        .contains(
            "caserail_webhook_answers_seconds_count"
                + "{result=\"accepted\",source=\"zendesk\",status=\"202\"} 1",
            "caserail_webhook_answers_seconds_count"
                + "{result=\"refused\",source=\"stripe\",status=\"401\"} 1");
  }

  @Test
  void a_port_that_is_taken_is_named() {
    assertThatThrownBy(
            () ->
                Gateway.start(
                    new GatewaySettings(
                        "127.0.0.1",
                        running.port(),
                        false,
                        GatewaySettings.FORMS,
                        GatewaySettings.BODY_CAP,
                        GatewaySettings.FRESHNESS,
                        List.of(),
                        List.of(RunningGateway.STRIPE),
                        RunningGateway.TERMS),
                    running.inbox(),
                    Clock.systemUTC()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("127.0.0.1:" + running.port());
  }
}
