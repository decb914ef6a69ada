package io.caserail.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The OpenAPI document against the gateway that serves it: neither says more than the other. */
final class ApiDocumentTest {
  private static final List<String> HOOKS = List.of("zendesk", "stripe", "easypost", "company");
  private final Set<String> met = new TreeSet<>();
  private final DocumentedApi document = new DocumentedApi(ApiDocument.text());

  @Test
  void each_documented_answer_is_met_and_each_answer_is_documented() throws IOException {
    try (RunningGateway running = RunningGateway.ofAll();
        RunningGateway nobody = nobodysHooks();
        RunningGateway narrow = narrow()) {
      answers(running);
      for (String hook : HOOKS) {
        hook(running, hook);
        meet(hook, sending(hook).to(nobody));
      }
      busy(narrow);
      away(running);
      assertThat(met).containsExactlyElementsOf(document.answers());
    }
  }

  private void answers(RunningGateway running) {
    meet("health", running.get("/healthz"));
    meet("ready", running.get("/readyz"));
    meet("metrics", running.get("/metrics"));
    HttpResponse<String> served = running.get("/openapi.yaml");
    meet("openapi", served);
    assertThat(served.body()).isEqualTo(ApiDocument.text());
  }

  private void hook(RunningGateway running, String hook) throws IOException {
    meet(hook, sending(hook).to(running));
    meet(
        hook,
        running
            .senders()
            .send(
                running
                    .senders()
                    .to(path(hook))
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofString("{}"))));
    meet(
        hook,
        running
            .senders()
            .send(running.senders().to(path(hook)).POST(BodyPublishers.ofString("{}"))));
    meet(
        hook,
        running
            .senders()
            .send(
                running
                    .senders()
                    .to(path(hook))
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofByteArray(new byte[GatewaySettings.BODY_CAP + 1]))));
    cutShort(running, hook);
  }

  /** A body that ends before its length, which no HTTP client sends. */
  private void cutShort(RunningGateway running, String hook) throws IOException {
    try (Socket socket = running.connect()) {
      String head =
          "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
              .formatted(path(hook));
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
      met.add(hook + " 400");
    }
  }

  private void busy(RunningGateway narrow) {
    ExecutorService threads = Executors.newCachedThreadPool();
    CountDownLatch slow = narrow.inbox().holdCalls();
    List<CompletableFuture<HttpResponse<String>>> held =
        HOOKS.stream()
            .map(hook -> CompletableFuture.supplyAsync(() -> sending(hook).to(narrow), threads))
            .toList();
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (narrow.inbox().calls() < HOOKS.size()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
    HOOKS.forEach(hook -> meet(hook, alone(hook).to(narrow)));
    slow.countDown();
    held.forEach(CompletableFuture::join);
    threads.shutdown();
  }

  private void away(RunningGateway running) {
    running.inbox().goAway();
    HOOKS.forEach(hook -> meet(hook, sending(hook).fresh().to(running)));
    meet("ready", running.get("/readyz"));
  }

  private void meet(String operation, HttpResponse<String> answer) {
    document.assertDocumented(operation, answer);
    met.add(operation + " " + answer.statusCode());
  }

  private static String path(String hook) {
    return hook.equals("company") ? "/hooks/company/shop" : "/hooks/" + hook;
  }

  /** What is not brought to Temporal together with others. */
  private Sending alone(String hook) {
    return hook.equals("zendesk") ? new Sending(hook, "{\"kind\":\"unheard-of\"}") : sending(hook);
  }

  private Sending sending(String hook) {
    return new Sending(hook, document.example(hook).toString());
  }

  /** One authentic delivery of an example. */
  private record Sending(String hook, String body) {
    /** Another event than the example, so that it is no duplicate. */
    Sending fresh() {
      return new Sending(hook, body.replace("evt_1Qabc", "evt_2Qabc").replace("evt_1a", "evt_2a"));
    }

    HttpResponse<String> to(RunningGateway running) {
      String unique = "i-" + System.nanoTime();
      return running.senders().send(Authentic.delivery(running, hook, unique, body));
    }
  }

  /** A gateway that knows no sender but one that never sends. */
  private static RunningGateway nobodysHooks() {
    return new RunningGateway(
        Keyring.fixed(
            new Trusted(
                Map.of("company-store", List.of(new WebhookSecret("now", Senders.SHOP_SECRET))))));
  }

  private static RunningGateway narrow() {
    return new RunningGateway(
        new GatewaySettings(
            "127.0.0.1",
            0,
            false,
            GatewaySettings.FORMS,
            GatewaySettings.BODY_CAP,
            GatewaySettings.FRESHNESS,
            1,
            "",
            RunningGateway.TERMS,
            RunningGateway.ALL));
  }

  /** How each sender signs its deliveries. */
  static final class Authentic {
    private Authentic() {}

    static HttpRequest.Builder delivery(
        RunningGateway running, String hook, String id, String body) {
      Senders senders = running.senders();
      return switch (hook) {
        case "zendesk" ->
            senders.zendesk(Senders.ZENDESK_SECRET, RunningGateway.NOW, id, body.getBytes(UTF_8));
        case "stripe" -> senders.stripe(Senders.STRIPE_SECRET, RunningGateway.NOW, body);
        case "easypost" -> senders.easypost(Senders.EASYPOST_SECRET, RunningGateway.NOW, body);
        default -> senders.company("shop", id, RunningGateway.NOW, body, Senders.SHOP_SECRET);
      };
    }
  }
}
