package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.ReviewEnd;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.sandbox.zendesk.Note;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payments under risk review, with everything else that stands around a refund. */
final class RiskReviewTest {
  private static final String MIA = "mia@example.com";
  private static final String HELD =
      "waits: the payment has been under risk review in Stripe since ";

  @TempDir static Path folder;
  private static Stage stage;
  private static StripeSandbox stripe;

  private Sends sends;

  @BeforeAll
  static void open() {
    stage = Stage.open(folder, TemporalServer.inMemory(SearchKeys.types()));
    stripe = stage.sandbox().stripe();
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @BeforeEach
  void count() {
    sends = Sends.from(stage);
  }

  @Test
  void a_refund_is_held_until_the_review_is_closed_and_the_customer_hears_nothing_of_it() {
    String payment = stage.payment("24.90", MIA);
    stripe.openReview(payment);
    long ticket = stage.ask("Lena", MIA, payment, "");

    stage.untilState(ticket, "needs_person");
    stage.untilNote(ticket, HELD);
    assertThat(sends.count()).isZero();
    stripe.closeReview(payment, ReviewEnd.APPROVED);

    stage.untilState(ticket, "done");
    stage.requireMoved(payment, "24.90");
    assertThat(stage.ticket(ticket).notes())
        .filteredOn(Note::isPublic)
        .extracting(Note::body)
        .noneMatch(text -> text.contains("review"));
  }

  @Test
  void a_review_that_is_opened_after_the_ruling_stops_the_send_and_its_end_lets_it_go() {
    String payment = stage.payment("24.90", MIA);
    var away =
        stage
            .sandbox()
            .faults()
            .add(Fault.on("stripe").endpoint(Sends.ENDPOINT).always().status(429));
    long ticket = stage.ask("Lena", MIA, payment, "");
    stage.untilState(ticket, "waiting");
    stripe.openReview(payment);
    stage.sandbox().faults().remove(away);

    stage.untilNote(ticket, HELD);
    assertThat(stripe.refundsOf(payment)).isEmpty();
    stripe.closeReview(payment, ReviewEnd.APPROVED);

    stage.untilState(ticket, "done");
    stage.requireMoved(payment, "24.90");
  }

  @Test
  void finance_sends_it_nonetheless_by_a_click_that_knew_of_the_review() {
    String payment = stage.payment("24.90", MIA);
    stripe.openReview(payment);
    long ticket = stage.ask("Lena", MIA, payment, "");
    stage.untilNote(ticket, HELD);

    stage.macro("Fin", ticket, "Refund: approve");

    stage.untilState(ticket, "done");
    stage.requireMoved(payment, "24.90");
  }

  @Test
  void what_is_called_fraud_in_stripe_is_not_refunded_once_more() {
    String payment = stage.payment("24.90", MIA);
    stripe.openReview(payment);
    long ticket = stage.ask("Lena", MIA, payment, "");
    stage.untilNote(ticket, HELD);

    stripe.closeReview(payment, ReviewEnd.REFUNDED_AS_FRAUD);

    stage.untilState(ticket, "rejected");
    stage.untilNote(ticket, "has called it fraud and refunded it there.");
    assertThat(sends.count()).isZero();
  }
}
