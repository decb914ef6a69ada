package io.caserail.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caserail.contract.Contracts;
import io.caserail.model.CaseKind;
import io.caserail.worker.contract.BodyForms;
import io.caserail.worker.contract.ContractFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A gateway on a free port, with the cases played by {@link FakeInbox} and the time standing. */
final class RunningGateway implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-23T14:02:07Z");
  static final String REFUND =
      "{\"kind\":\"refund\",\"ticket\":\"35436\",\"object\":\"pi_3QabcDEF\"}";
  static final WebhookSecret STRIPE = new WebhookSecret("now", Senders.STRIPE_SECRET);

  /** As whom we write into tickets. */
  static final String WRITER = "38010";

  /** The secrets of all senders. */
  static final Keyring ALL =
      Keyring.fixed(
          new Trusted(
              Map.of(
                  "zendesk", List.of(new WebhookSecret("now", Senders.ZENDESK_SECRET)),
                  "stripe", List.of(STRIPE),
                  "easypost", List.of(new WebhookSecret("now", Senders.EASYPOST_SECRET)),
                  "company-shop",
                      List.of(
                          new WebhookSecret("now", Senders.SHOP_SECRET),
                          new WebhookSecret("next", Senders.SHOP_NEXT)),
                  "company-store", List.of(new WebhookSecret("now", Senders.SHOP_SECRET)))));

  /** The contracts that are built in. */
  static final Terms TERMS = terms(ContractFiles.forRouting(null));

  private final FakeInbox inbox = new FakeInbox();
  private final Gateway gateway;
  private final Senders senders;
  private final int port;

  RunningGateway() {
    this(List.of(STRIPE));
  }

  RunningGateway(List<WebhookSecret> stripe) {
    this(stripe, GatewaySettings.FORMS);
  }

  RunningGateway(List<WebhookSecret> stripe, Map<CaseKind, Pattern> objects) {
    this(
        new GatewaySettings(
            "127.0.0.1",
            0,
            false,
            objects,
            GatewaySettings.BODY_CAP,
            GatewaySettings.FRESHNESS,
            List.of(
                new WebhookSecret("now", Senders.ZENDESK_SECRET),
                new WebhookSecret("next", Senders.ZENDESK_NEXT)),
            stripe,
            TERMS));
  }

  RunningGateway(Keyring keyring) {
    this(settings(keyring));
  }

  RunningGateway(GatewaySettings settings) {
    this(settings, QuarantineSettings.DEFAULTS);
  }

  private RunningGateway(GatewaySettings settings, QuarantineSettings aside) {
    this(settings, aside, DeliveryLog.none());
  }

  RunningGateway(GatewaySettings settings, QuarantineSettings aside, DeliveryLog log) {
    gateway = Gateway.start(settings, aside, log, inbox, Clock.fixed(NOW, ZoneOffset.UTC));
    port = gateway.port();
    senders = new Senders(port);
  }

  static GatewaySettings settings(Keyring keyring) {
    return new GatewaySettings(
        "127.0.0.1",
        0,
        false,
        GatewaySettings.FORMS,
        GatewaySettings.BODY_CAP,
        GatewaySettings.FRESHNESS,
        GatewaySettings.AT_ONCE,
        WRITER,
        TERMS,
        keyring);
  }

  /** By these contracts. */
  static Terms terms(Contracts contracts) {
    return new Terms(contracts, new BodyForms()::misfit);
  }

  /** One that takes the events of all senders. */
  static RunningGateway ofAll() {
    return new RunningGateway(ALL);
  }

  /** The same, which puts aside as much as is not understood. */
  static RunningGateway ofAllWithoutCap() {
    QuarantineSettings usual = QuarantineSettings.DEFAULTS;
    return new RunningGateway(
        settings(ALL),
        new QuarantineSettings(
            usual.owner(),
            usual.owners(),
            usual.escalateAfter(),
            usual.escalateTo(),
            Integer.MAX_VALUE));
  }

  int port() {
    return port;
  }

  FakeInbox inbox() {
    return inbox;
  }

  Senders senders() {
    return senders;
  }

  /** A bare connection, for what no HTTP client would send. */
  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(15_000);
    return socket;
  }

  HttpResponse<String> zendesk(String body) {
    return senders.send(senders.zendesk(Senders.ZENDESK_SECRET, NOW, "i-1", body.getBytes(UTF_8)));
  }

  HttpResponse<String> stripe(String body) {
    return senders.send(senders.stripe(Senders.STRIPE_SECRET, NOW, body));
  }

  HttpResponse<String> get(String path) {
    return senders.send(senders.to(path).GET());
  }

  static String refundEvent(String type) {
    return "{\"id\":\"evt_1Qabc\",\"object\":\"event\",\"type\":\""
        + type
        + "\",\"livemode\":false,\"data\":{\"object\":{\"id\":\"re_3Qabc\",\"object\":\"refund\"}}}";
  }

  /** News about an object that a case has changed; without an operation id when it is empty. */
  static String changeEvent(String type, String operation) {
    String metadata = operation.isEmpty() ? "{}" : "{\"operation_id\":\"" + operation + "\"}";
    return "{\"id\":\"evt_1Qabc\",\"object\":\"event\",\"type\":\""
        + type
        + "\",\"livemode\":false,\"data\":{\"object\":{\"id\":\"sub_1\",\"metadata\":"
        + metadata
        + "}}}";
  }

  static String riskEvent(String type, String payment) {
    return "{\"id\":\"evt_1Qabc\",\"object\":\"event\",\"type\":\""
        + type
        + "\",\"livemode\":false,\"data\":{\"object\":{\"id\":\"prv_1\",\"payment_intent\":\""
        + payment
        + "\"}}}";
  }

  void assertRefused(HttpResponse<String> answer, int status) {
    assertProblem(answer, status);
    assertThat(inbox.said).isEmpty();
  }

  static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(answer.body()).doesNotContain("at io.", "Exception");
    try {
      JsonNode problem = new ObjectMapper().readTree(answer.body());
      assertThat(problem.get("status").intValue()).isEqualTo(status);
      assertThat(problem.get("title").textValue()).isNotBlank();
      assertThat(problem.get("detail").textValue()).isNotBlank();
    } catch (IOException e) {
      throw new AssertionError("the answer is not JSON: " + answer.body(), e);
    }
  }

  @Override
  public void close() {
    gateway.close();
  }
}
