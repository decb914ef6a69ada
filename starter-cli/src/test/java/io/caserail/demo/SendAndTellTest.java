package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.sandbox.zendesk.Note;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The macro that sends and tells tells the customer too: what is true, once. */
final class SendAndTellTest {
  private static final String MIA = "mia@example.com";

  @TempDir Path folder;
  private Stage stage;

  @BeforeEach
  void open() {
    stage = Stage.open(folder, TemporalServer.inMemory(SearchKeys.types()));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void the_customer_is_told_once_after_the_money_has_left_whatever_zendesk_does() {
    String payment = stage.payment("24.90", MIA);
    long ticket = stage.write(MIA);
    // The first is the receipt; the message to the customer and the note lose their answers.
    for (int i = 2; i <= 3; i++) {
      stage
          .sandbox()
          .faults()
          .add(Fault.on("zendesk").endpoint("PUT /api/v2/tickets/*").nth(i).answerLost());
    }
    sendAndTell(ticket, payment);

    stage.untilState(ticket, "done");
    stage.untilClosed(payment);

    assertThat(fromUs(ticket, true))
        .containsExactly(
            "Your refund of 24.90 EUR is on its way: our payment provider has accepted it. Banks"
                + " usually show it in 5 to 10 business days.\n\n"
                + "If you do not see it by then, please answer this message.");
    assertThat(fromUs(ticket, false))
        .singleElement()
        .asString()
        .contains("Customer: told above that it is sent", "Do now: solve.")
        .doesNotContain("not told");
    stage.requireMoved(payment, "24.90");
  }

  @Test
  void the_customer_of_a_refund_that_was_not_sent_is_told_nothing() {
    String payment = stage.payment("24.90", "tom@example.com");
    long ticket = stage.write(MIA);

    sendAndTell(ticket, payment);

    stage.untilState(ticket, "needs_person");
    assertThat(fromUs(ticket, true)).isEmpty();
  }

  @Test
  void whoever_has_become_the_tickets_customer_meanwhile_is_told_nothing() {
    String payment = stage.payment("24.90", MIA);
    long ticket = stage.write(MIA);
    var away =
        stage
            .sandbox()
            .faults()
            .add(Fault.on("zendesk").endpoint("PUT /api/v2/tickets/*").always().status(503));
    sendAndTell(ticket, payment);
    Deadline.within(
        Duration.ofMinutes(1),
        () -> stage.sandbox().stripe().moneyMoved(payment) == 2_490,
        () -> "no money has moved");

    ZendeskSandbox zendesk = stage.sandbox().zendesk();
    zendesk.agent("Omar").changeRequester(ticket, zendesk.customer("zoe@example.com"));
    stage.sandbox().faults().remove(away);

    stage.untilState(ticket, "done");
    stage.untilClosed(payment);
    assertThat(fromUs(ticket, true)).isEmpty();
    assertThat(fromUs(ticket, false)).last().asString().contains("not told");
  }

  private void sendAndTell(long ticket, String payment) {
    stage
        .sandbox()
        .zendesk()
        .agent("Lena")
        .applyMacro(
            ticket,
            "Refund: send and tell customer",
            Map.of("Refund payment", payment, "Refund reason", "crl_reason_not_received"));
  }

  private List<String> fromUs(long ticket, boolean isPublic) {
    return stage.ticket(ticket).notes().stream()
        .filter(n -> n.author().equals("Caserail") && n.isPublic() == isPublic)
        .map(Note::body)
        .toList();
  }
}
