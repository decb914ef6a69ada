package io.caserail.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.client.TemporalUnavailable;
import io.caserail.sandbox.stripe.Payment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {
  /** A look of the sweep that died with its worker is begun again after a minute. */
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  @TempDir Path directory;
  private SmallWorld world;

  @BeforeEach
  void start() {
    world = new SmallWorld(directory);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void a_command_that_no_webhook_brought_is_found_and_paid_once_and_stands_on_record()
      throws Exception {
    Payment payment = world.aPaymentOf("mia@example.com", 2490);
    long ticket = world.aTicketAskingFor(payment, "24.90");

    try (WorkerProcess worker = WorkerProcess.start(world.config())) {
      await(() -> world.zendesk.look(ticket).field("Caserail state").equals("crl_state_done"));

      assertThat(world.stripe.moneyMoved(payment.id())).isEqualTo(2490);
      assertThat(world.zendesk.look(ticket).field("Caserail action")).isEmpty();
      assertThat(Files.readAllLines(world.auditFile()))
          .filteredOn(line -> !line.contains("\"command\"") && !line.contains("\"shown\""))
          .hasSize(3)
          .allMatch(line -> line.contains("\"commands\":[\"audit-"))
          .noneMatch(line -> line.contains("@"))
          .satisfiesExactly(
              line -> assertThat(line).contains("second_look").contains("cleared"),
              line -> assertThat(line).contains("\"send\""),
              line -> assertThat(line).contains("\"sent\"").contains("SUCCEEDED").contains("re_"));
      assertThat(get(worker, "/metrics"))
          .contains("caserail_upstream_calls_seconds_count")
          .contains("caserail_answers_total{question=\"second_look\",verdict=\"cleared\"} 1.0")
          .contains("caserail_cases_read 1.0")
          .contains("temporal_");
    }
  }

  @Test
  void a_worker_tells_when_its_credentials_end(@TempDir Path folder) throws Exception {
    try (SmallWorld expiring = SmallWorld.expiring(folder, "stripe: 2027-03-01");
        WorkerProcess worker = WorkerProcess.start(expiring.config())) {
      assertThat(get(worker, "/metrics"))
          .contains("caserail_credential_expires_seconds{credential=\"stripe\"} 1.8038592E9");
    }
  }

  /** Killed in the middle of a look, it is missed only after a minute. */
  @Test
  @Timeout(150)
  void a_worker_takes_over_from_one_that_was_killed() {
    WorkerProcess.start(world.config()).kill();
    Payment payment = world.aPaymentOf("mia@example.com", 1000);
    long ticket = world.aTicketAskingFor(payment, "10");

    try (WorkerProcess second = WorkerProcess.start(world.config())) {
      await(() -> world.zendesk.look(ticket).field("Caserail state").equals("crl_state_done"));

      assertThat(second.unready()).isEmpty();
      assertThat(world.stripe.moneyMoved(payment.id())).isEqualTo(1000);
    }
  }

  @Test
  void it_is_ready_while_temporal_answers_and_not_after() throws Exception {
    try (WorkerProcess worker = WorkerProcess.start(world.config())) {
      assertThat(get(worker, "/healthz")).isEqualTo("alive\n");
      assertThat(get(worker, "/readyz")).isEqualTo("ready\n");

      world.close();

      assertThat(get(worker, "/readyz")).startsWith("Temporal does not answer");
      assertThat(get(worker, "/healthz")).isEqualTo("alive\n");
      worker.kill();
    }
  }

  @Test
  void without_temporal_it_does_not_start_and_says_what_to_look_at() {
    var config = world.config();
    world.close();

    assertThatThrownBy(() -> WorkerProcess.start(config))
        .isInstanceOf(TemporalUnavailable.class)
        .hasMessageContaining(world.temporal())
        .hasMessageContaining("namespace default");
  }

  private static String get(WorkerProcess worker, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + worker.healthPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("patience").isBefore(end);
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
