package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.sandbox.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes longer than it may stands in the view of what is late, and where it stood before. */
final class LateTest {
  private static final String SEND = "POST /v1/refunds";
  private static final String MIA = "mia@example.com";
  private static final Duration A_DAY = Duration.ofHours(26);

  @TempDir static Path folder;
  private static VirtualStage virtual;
  private static Stage stage;

  @BeforeAll
  static void open() throws IOException {
    virtual = VirtualStage.forDays(folder);
    stage = virtual.stage();
    stage.openGateway();
  }

  @AfterAll
  static void close() {
    virtual.close();
  }

  @Test
  void a_refund_that_a_system_keeps_waiting_too_long_is_listed_as_late_until_it_is_sent() {
    String payment = stage.payment("24.90", MIA);
    var away = stage.sandbox().faults().add(Fault.on("stripe").endpoint(SEND).always().status(429));
    long ticket = stage.ask("Lena", MIA, payment, "24.90");
    virtual.passUntil(() -> stage.state(ticket).equals("waiting"), Duration.ofHours(1));
    assertThat(view("Late")).doesNotContain(ticket);

    virtual.passUntil(() -> shown(ticket).equals("crl_state_waiting_late"), A_DAY);

    assertThat(view("Late")).contains(ticket);
    assertThat(view("Waiting for Stripe")).contains(ticket);
    assertThat(stage.ticket(ticket).internalNotes())
        .last()
        .extracting(note -> note.body())
        .asString()
        .startsWith("Late: Refund 24.90 EUR is not sent yet");
    stage.sandbox().faults().remove(away);
    virtual.passUntil(() -> stage.state(ticket).equals("done"), Duration.ofHours(1));
    assertThat(shown(ticket)).isEqualTo("crl_state_done");
    assertThat(view("Late")).doesNotContain(ticket);
    stage.requireMoved(payment, "24.90");
  }

  private static String shown(long ticket) {
    return stage.ticket(ticket).field("Caserail state");
  }

  private static List<Long> view(String title) {
    return stage.sandbox().zendesk().ticketsIn(title);
  }
}
