package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.RefundBehaviour;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same wish, asked for more than once: when it is one wish, and when it is another. */
final class AskedAgainTest {
  private static final String MIA = "mia@example.com";

  @TempDir static Path folder;
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.open(folder, TemporalServer.inMemory(SearchKeys.types()));
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @Test
  void a_declined_refund_asked_for_by_a_new_macro_is_sent_afresh_under_a_new_key() {
    String payment =
        stage.paymentOf("60.00", MIA).refundsWill(RefundBehaviour.BE_DECLINED_ONCE).create().id();
    long ticket = stage.ask("Lena", MIA, payment, "10");
    stage.untilState(ticket, "rejected");
    stage.untilClosed(payment);
    Sends sends = Sends.from(stage);

    stage.macro("Lena", ticket, "Refund: send");

    stage.untilState(ticket, "done");
    assertThat(sends.count()).isEqualTo(1);
    assertThat(stage.sandbox().stripe().refundsOf(payment)).hasSize(1);
    assertThat(stage.moved(payment)).isEqualTo("10.00");
    assertThat(new Guarantees(stage).doubles()).isEmpty();
  }

  @Test
  void the_same_macro_twice_while_the_refund_waits_is_one_refund() {
    var down =
        stage
            .sandbox()
            .faults()
            .add(Fault.on("stripe").endpoint(Sends.ENDPOINT).always().status(429));
    String payment = stage.payment("60.00", MIA);
    long ticket = stage.ask("Lena", MIA, payment, "10");
    stage.untilState(ticket, "waiting");

    stage.macro("Lena", ticket, "Refund: send");

    stage.sandbox().faults().remove(down);
    stage.untilState(ticket, "done");
    stage.untilClosed(payment);
    assertThat(stage.sandbox().stripe().refundsOf(payment)).hasSize(1);
    assertThat(stage.ticket(ticket).field("Caserail action")).isEmpty();
  }

  @Test
  void the_same_macro_twice_in_one_breath_is_one_refund() {
    String payment = stage.payment("60.00", MIA);
    long ticket = stage.ask("Lena", MIA, payment, "10");

    stage.macro("Lena", ticket, "Refund: send");

    stage.untilState(ticket, "done");
    stage.untilClosed(payment);
    assertThat(stage.sandbox().stripe().refundsOf(payment)).hasSize(1);
  }

  @Test
  void the_same_macro_after_the_refund_was_made_asks_a_person_and_sends_nothing() {
    String payment = stage.payment("60.00", MIA);
    long ticket = stage.ask("Lena", MIA, payment, "10");
    stage.untilState(ticket, "done");
    stage.untilClosed(payment);
    Sends sends = Sends.from(stage);

    stage.macro("Lena", ticket, "Refund: send");

    stage.untilNote(ticket, "the same amount was refunded before");
    stage.untilState(ticket, "needs_approval");
    stage.macro("Lena", ticket, "Refund: withdraw");
    stage.untilState(ticket, "withdrawn");
    assertThat(sends.count()).isZero();
    assertThat(stage.moved(payment)).isEqualTo("10.00");
  }
}
