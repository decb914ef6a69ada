package io.caserail.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More events than Temporal takes, and a stop in the middle of them. */
final class SheddingTest {
  private static final String UNHEARD_OF = "{\"kind\":\"unheard-of\"}";
  private static final String STATUS_CHANGED =
      "{\"type\":\"zen:event-type:ticket.status_changed\",\"id\":\"1\"}";
  private static final long MOST = 16L << 20;
  private static final long PATIENCE_NANOS = 20_000_000_000L;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void what_a_slow_temporal_does_not_take_is_asked_for_again_and_health_goes_on() {
    try (RunningGateway running = few(2)) {
      CountDownLatch slow = running.inbox().holdCalls();
      List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        sent.add(news(running, i));
      }

      // Two are being handed over, and two wait for a second; the others are answered at once.
      until(() -> sent.stream().filter(CompletableFuture::isDone).count() >= 8);
      assertThat(running.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(running.inbox().calls()).isEqualTo(2);
      until(() -> sent.stream().filter(CompletableFuture::isDone).count() == 10);
      slow.countDown();

      List<HttpResponse<String>> answers = sent.stream().map(CompletableFuture::join).toList();
      assertThat(answers.stream().filter(a -> a.statusCode() == 202)).hasSize(2);
      assertThat(answers.stream().filter(a -> a.statusCode() == 429))
          .hasSize(10)
          .allSatisfy(
              shed -> {
                RunningGateway.assertProblem(shed, 429);
                assertThat(shed.headers().firstValue("Retry-After").map(Integer::parseInt))
                    .hasValueSatisfying(after -> assertThat(after).isBetween(5, 15));
              });
      assertThat(running.get("/metrics").body())
          .contains("{result=\"refused\",source=\"stripe\",status=\"429\"} 10");
    }
  }

  @Test
  void what_was_shed_is_taken_when_it_comes_again() {
    try (RunningGateway running = few(1)) {
      CountDownLatch slow = running.inbox().holdCalls();
      CompletableFuture<HttpResponse<String>> first = news(running, 1);
      until(() -> running.inbox().calls() == 1);
      HttpResponse<String> shed = news(running, 2).join();
      slow.countDown();

      HttpResponse<String> again = news(running, 2).join();

      assertThat(shed.statusCode()).isEqualTo(429);
      assertThat(first.join().statusCode()).isEqualTo(202);
      assertThat(again.body()).isEqualTo("{\"result\":\"accepted\"}");
      assertThat(running.inbox().said).hasSize(2);
    }
  }

  @Test
  void what_was_shed_is_found_by_its_senders_id(@TempDir Path folder) throws IOException {
    try (DeliveryLog log = DeliveryLog.in(folder, MOST, Duration.ofDays(1), Clock.systemUTC());
        RunningGateway running =
            new RunningGateway(settings(1, RunningGateway.ALL), QuarantineSettings.DEFAULTS, log)) {
      CountDownLatch slow = running.inbox().holdCalls();
      List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        sent.add(CompletableFuture.supplyAsync(() -> running.zendesk(UNHEARD_OF), threads));
        sent.add(news(running, 7));
      }
      until(() -> sent.stream().filter(CompletableFuture::isDone).count() == 4);
      slow.countDown();
      sent.forEach(CompletableFuture::join);
    }

    assertThat(DeliveryLog.find(folder, "i-1"))
        .extracting(DeliveryLine::verdict, DeliveryLine::type)
        .contains(tuple("refused", "unheard-of"), tuple("quarantined", "unheard-of"))
        .hasSize(3);
    assertThat(DeliveryLog.find(folder, "evt_1Qabc7"))
        .extracting(DeliveryLine::verdict, DeliveryLine::type)
        .contains(tuple("refused", "refund.failed"), tuple("accepted", "refund.failed"))
        .hasSize(3);
  }

  @Test
  void hints_that_find_no_place_of_their_own_go_together() {
    try (RunningGateway running = few(2)) {
      CountDownLatch slow = running.inbox().holdCalls();
      List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        sent.add(send(running, i));
      }
      until(() -> running.inbox().calls() == 2);
      for (int i = 2; i < 8; i++) {
        sent.add(send(running, i));
      }
      until(() -> running.inbox().calls() == 3);
      CompletableFuture<HttpResponse<String>> another = news(running, 1);
      until(() -> running.inbox().calls() == 4);
      slow.countDown();

      assertThat(sent)
          .allSatisfy(one -> assertThat(one.join().body()).isEqualTo("{\"result\":\"accepted\"}"));
      assertThat(another.join().statusCode()).as("another source").isEqualTo(202);
      assertThat(running.inbox().said.stream().filter(one -> one.startsWith("submit refund")))
          .hasSize(8);
      assertThat(running.inbox().bundles.get()).isBetween(1, 3);
    }
  }

  @Test
  void a_bundle_that_temporal_does_not_take_is_asked_for_again() {
    try (RunningGateway running = few(1)) {
      CountDownLatch slow = running.inbox().holdCalls();
      CompletableFuture<HttpResponse<String>> first = send(running, 1);
      until(() -> running.inbox().calls() == 1);
      CompletableFuture<HttpResponse<String>> bundled = send(running, 2);
      until(() -> running.inbox().calls() == 2);
      running.inbox().goAway();
      slow.countDown();

      assertThat(first.join().statusCode()).isEqualTo(503);
      RunningGateway.assertProblem(bundled.join(), 503);
      assertThat(running.inbox().said).isEmpty();
    }
  }

  @Test
  void what_asks_nothing_of_temporal_needs_no_place() {
    try (RunningGateway running = few(1)) {
      CountDownLatch slow = running.inbox().holdCalls();
      CompletableFuture<HttpResponse<String>> first = send(running, 1);
      until(() -> running.inbox().calls() == 1);

      HttpResponse<String> ignored = running.zendesk(STATUS_CHANGED);
      slow.countDown();

      assertThat(ignored.statusCode()).isEqualTo(202);
      assertThat(first.join().statusCode()).isEqualTo(202);
    }
  }

  /** It would be one call for each of them all the same, and more than Temporal takes. */
  @Test
  void what_is_not_understood_goes_alone() {
    try (RunningGateway running = few(1)) {
      CountDownLatch slow = running.inbox().holdCalls();
      CompletableFuture<HttpResponse<String>> first = send(running, 1);
      until(() -> running.inbox().calls() == 1);

      HttpResponse<String> shed = running.zendesk(UNHEARD_OF);
      slow.countDown();

      RunningGateway.assertProblem(shed, 429);
      assertThat(first.join().statusCode()).isEqualTo(202);
    }
  }

  @Test
  void a_stop_answers_also_what_temporal_never_answers() {
    RunningGateway running = few(8);
    running.inbox().holdCalls();
    CompletableFuture<HttpResponse<String>> sent = send(running, 1);
    until(() -> running.inbox().calls() == 1);

    running.close();

    RunningGateway.assertProblem(sent.join(), 503);
    assertThat(running.inbox().said).isEmpty();
  }

  @Test
  void a_stop_answers_what_has_arrived_and_takes_nothing_new() {
    RunningGateway running = few(8);
    CountDownLatch slow = running.inbox().holdCalls();
    List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      sent.add(send(running, i));
    }
    until(() -> running.inbox().calls() == 6);

    CompletableFuture<Void> stopped = CompletableFuture.runAsync(running::close, threads);
    until(() -> !takesConnections(running));
    slow.countDown();
    stopped.join();

    assertThat(sent).allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(202));
    assertThat(running.inbox().said).hasSize(6);
  }

  /** Whoever sends one keeps the place of another sender for as long as it is read. */
  @Test
  void a_body_that_never_ends_is_given_up_however_steadily_it_comes() throws IOException {
    try (RunningGateway running = few(8);
        Socket slow = beginSlowly(running)) {
      until(() -> !takesAnotherByte(slow) || isAnswered(slow));
    }
  }

  private static boolean isAnswered(Socket socket) {
    try {
      return socket.getInputStream().available() > 0;
    } catch (IOException closed) {
      return true;
    }
  }

  private static Socket beginSlowly(RunningGateway running) throws IOException {
    Socket socket = running.connect();
    socket
        .getOutputStream()
        .write(
            ("POST /hooks/zendesk HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 200000\r\n\r\n{")
                .getBytes(UTF_8));
    return socket;
  }

  private static boolean takesAnotherByte(Socket socket) {
    try {
      socket.getOutputStream().write(' ');
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  private static boolean takesConnections(RunningGateway running) {
    try (var socket = running.connect()) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static RunningGateway few(int atOnce) {
    return new RunningGateway(settings(atOnce, RunningGateway.ALL));
  }

  private static GatewaySettings settings(int atOnce, Keyring keyring) {
    return new GatewaySettings(
        "127.0.0.1",
        0,
        false,
        GatewaySettings.FORMS,
        GatewaySettings.BODY_CAP,
        GatewaySettings.FRESHNESS,
        atOnce,
        "",
        RunningGateway.TERMS,
        keyring);
  }

  /** An event that is handed on alone. */
  private CompletableFuture<HttpResponse<String>> news(RunningGateway running, int number) {
    String event =
        RunningGateway.refundEvent("refund.failed").replace("evt_1Qabc", "evt_1Qabc" + number);
    return CompletableFuture.supplyAsync(() -> running.stripe(event), threads);
  }

  private CompletableFuture<HttpResponse<String>> send(RunningGateway running, int invocation) {
    byte[] body = RunningGateway.REFUND.getBytes(UTF_8);
    return CompletableFuture.supplyAsync(
        () ->
            running
                .senders()
                .send(
                    running
                        .senders()
                        .zendesk(
                            Senders.ZENDESK_SECRET, RunningGateway.NOW, "i-" + invocation, body)),
        threads);
  }

  private static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }
}
