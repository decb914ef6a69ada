package io.caserail.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.gateway.GatewaySettings;
import io.caserail.gateway.Senders;
import io.caserail.sandbox.temporal.TemporalServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What can be sent to the gateway besides what stands in {@link ThreatTableTest}, in front of
 * everything that could move money.
 */
final class HostileHookTest {
  @TempDir static Path folder;
  private static Stage stage;
  private static String payment;
  private static long ticket;

  @BeforeAll
  static void open() {
    stage = Stage.open(folder, TemporalServer.inMemory(SearchKeys.types()));
    payment = stage.payment("60.00", "noah@example.com");
    ticket = stage.write("noah@example.com");
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  /** One spoilt delivery, and what it is answered with. */
  private record Spoilt(String name, int status, HttpRequest.Builder request) {
    @Override
    public String toString() {
      return name + " is " + status;
    }
  }

  @ParameterizedTest
  @MethodSource
  void what_is_not_authentic_is_refused(Spoilt spoilt) {
    requireNoEffect(spoilt);
  }

  static Stream<Spoilt> what_is_not_authentic_is_refused() {
    Senders senders = senders();
    byte[] hint = hint(ticket, payment).getBytes(UTF_8);
    byte[] large = "a".repeat(GatewaySettings.BODY_CAP + 1).getBytes(UTF_8);
    String news = refundNews("refund.failed");
    return Stream.of(
        spoilt(
            "a signature over another body",
            401,
            zendesk(hint).POST(HttpRequest.BodyPublishers.ofString(hint(ticket + 1, payment)))),
        spoilt(
            "no signature",
            401,
            senders
                .to("/hooks/zendesk")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(hint))),
        spoilt("an oversized one", 413, zendesk(large)),
        spoilt("a wrong type", 415, zendesk(hint).setHeader("content-type", "text/plain")),
        spoilt(
            "the payment system's with a wrong secret",
            401,
            senders.stripe("whsec_not-the-secret-at-all", now(), news)),
        spoilt(
            "the payment system's, stale",
            401,
            senders.stripe(
                stage.sandbox().addresses().stripe().webhookSecret(),
                now().minus(Duration.ofMinutes(6)),
                news)));
  }

  @ParameterizedTest
  @MethodSource
  void what_is_authentic_and_nonsense_is_taken_and_has_no_effect(Spoilt spoilt) {
    requireNoEffect(spoilt);
  }

  static Stream<Spoilt> what_is_authentic_and_nonsense_is_taken_and_has_no_effect() {
    String number = "9".repeat(20_000);
    return Stream.of(
            "{\"kind\":\"refund\",\"ticket\":",
            "[]",
            "\u0000\u0001",
            "{\"kind\":\"refund\",\"ticket\":" + number + ",\"object\":\"" + payment + "\"}",
            "{\"kind\":\"refund\",\"ticket\":\"" + number + "\",\"object\":\"" + payment + "\"}",
            hint(9_223_372_036_854_775_807L, payment),
            hint(ticket, "pi_ThereIsNoSuchPayment"),
            hint(ticket, payment).replace("}", ",\"amount\":1e99999,\"approved\":true}"),
            hint(ticket, payment).replace("}", ",\"huge\":" + "9".repeat(60) + "}"),
            hint(ticket, payment)
                .replace("}", ",\"deep\":" + "[".repeat(900) + "]".repeat(900) + "}"),
            hint(ticket, payment).replace("pi_", "pi_\u202e"),
            hint(ticket, payment).replace("pi_", "pi_\\ud800"),
            hint(ticket, payment).replace("refund", "r\u0435fund"),
            hint(ticket, payment).replace("\"ticket\":\"", "\"ticket\":\"\u0661\u0662"),
            hint(ticket, payment).replace("{", "\ufeff{"))
        .map(body -> spoilt(shortened(body), 202, zendesk(body.getBytes(UTF_8))));
  }

  private static void requireNoEffect(Spoilt spoilt) {
    Sends sends = Sends.from(stage);
    int effects = stage.sandbox().books().entries().size();

    HttpResponse<String> answer = senders().send(spoilt.request());

    assertThat(answer.statusCode()).isEqualTo(spoilt.status());
    assertThat(answer.body()).doesNotContain("\tat ", "at io.", "at java.", "Exception", "Caused");
    stage.untilClosed(payment);
    stage.untilClosed("pi_ThereIsNoSuchPayment");
    assertThat(stage.sandbox().books().entries()).hasSize(effects);
    assertThat(sends.count()).isZero();
  }

  private static Spoilt spoilt(String name, int status, HttpRequest.Builder request) {
    return new Spoilt(name, status, request);
  }

  private static HttpRequest.Builder zendesk(byte[] body) {
    String secret = stage.sandbox().addresses().zendesk().webhookSecret();
    return senders().zendesk(secret, now(), "hostile", body);
  }

  private static Senders senders() {
    return new Senders(stage.gatewayUrl().getPort());
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String hint(long about, String object) {
    return "{\"kind\":\"refund\",\"ticket\":\"" + about + "\",\"object\":\"" + object + "\"}";
  }

  private static String refundNews(String type) {
    return "{\"id\":\"evt_1Hostile\",\"object\":\"event\",\"type\":\""
        + type
        + "\",\"livemode\":false,\"data\":{\"object\":{\"id\":\"re_1Hostile\",\"object\":\"refund\"}}}";
  }

  private static String shortened(String body) {
    String plain = body.replaceAll("[^\\x20-\\x7e]", "?");
    return plain.length() <= 60 ? plain : plain.substring(0, 60) + "...";
  }
}
