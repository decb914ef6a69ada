package io.caserail.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.gateway.Senders;
import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.SandboxConfig;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.worker.config.Trust;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event that comes again when its case is over, or when Temporal has forgotten it. */
final class LateDuplicateTest {
  private static final String MIA = "mia@example.com";

  @TempDir Path folder;
  private Sandbox world;

  @BeforeEach
  void open() {
    world = Sandbox.start(SandboxConfig.defaults());
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void after_its_case_is_closed_it_has_no_effect_and_writes_nothing() {
    try (Stage stage = stage("first")) {
      String payment = stage.payment("60.00", MIA);
      long ticket = stage.ask("Lena", MIA, payment, "10");
      stage.untilState(ticket, "done");
      stage.untilClosed(payment);
      int effects = world.books().entries().size();

      for (int i = 0; i < 3; i++) {
        deliver(stage, ticket, payment, "late-" + i);
        stage.untilClosed(payment);
      }

      assertThat(world.books().entries()).hasSize(effects);
      assertThat(stage.moved(payment)).isEqualTo("10.00");
    }
  }

  @Test
  void a_refund_that_its_ticket_never_heard_of_is_found_again_and_not_sent_again() {
    String payment;
    long ticket;
    try (Stage stage = stage("first")) {
      payment = stage.payment("60.00", MIA);
      String paid = payment;
      world
          .faults()
          .add(Fault.on("zendesk").endpoint("PUT /api/v2/tickets/*").always().status(503));
      ticket = stage.ask("Lena", MIA, payment, "10");
      Deadline.within(
          Duration.ofSeconds(20),
          () -> stage.moved(paid).equals("10.00"),
          () -> "the money should move although Zendesk takes no writes");
      stage.killWorker();
    }
    world.faults().clear();
    // The vendor has forgotten the idempotency key too.
    world.clock().advance(Duration.ofHours(25));

    try (Stage later = stage("second")) {
      later.untilState(ticket, "done");
      later.untilClosed(payment);

      assertThat(world.stripe().refundsOf(payment)).hasSize(1);
      assertThat(later.moved(payment)).isEqualTo("10.00");
      assertThat(new Guarantees(later).doubles()).isEmpty();
    }
  }

  private Stage stage(String name) {
    return Stage.over(
        world, folder.resolve(name), TemporalServer.inMemory(SearchKeys.types()), Trust.LOCAL);
  }

  private void deliver(Stage stage, long ticket, String payment, String invocation) {
    Senders senders = new Senders(stage.gatewayUrl().getPort());
    String body =
        "{\"kind\":\"refund\",\"ticket\":\"" + ticket + "\",\"object\":\"" + payment + "\"}";
    var answer =
        senders.send(
            senders.zendesk(
                world.addresses().zendesk().webhookSecret(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                invocation,
                body.getBytes(UTF_8)));
    assertThat(answer.body()).isEqualTo("{\"result\":\"accepted\"}");
  }
}
