package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.model.TicketId;
import io.caserail.port.TicketHint;
import io.caserail.sandbox.stripe.Refund;
import io.caserail.sandbox.stripe.RefundBehaviour;
import io.caserail.sandbox.stripe.RefundFailureReason;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One macro in a ticket with several cases is for exactly one of them. */
final class SeveralCasesInATicketTest {
  private static final String MIA = "mia@example.com";
  private static final String BY_HAND = "Refund: I did it by hand";

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
  void of_two_failed_refunds_of_a_payment_the_one_that_was_named_is_ended() {
    String payment = stage.payment("24.90", MIA);
    long ticket = stage.ask("Lena", MIA, payment, "10");
    stage.untilState(ticket, "done");
    stage.untilClosed(payment);
    stage.fill("Lena", ticket, payment, "5");
    stage.untilState(ticket, "needs_approval");
    stage.macro("Ana", ticket, "Refund: approve");
    untilNotes(ticket, "Refund sent: ", 2);
    stage.untilClosed(payment);
    String ten = fails(ticket, payment, 1_000);
    String five = fails(ticket, payment, 500);

    stage.byHand("Fin", ticket, BY_HAND, "bank transfer 77");

    stage.untilNote(ticket, "not counted: more than one case of this ticket can be meant");
    assertThat(notes(ticket, "not counted")).hasSize(1);
    assertThat(notes(ticket, "not counted").get(0)).contains(ten, five, "By-hand reference");
    assertThat(notes(ticket, "Paid another way")).isEmpty();

    stage.byHand("Fin", ticket, BY_HAND, ten + " bank transfer 77");
    stage.untilNote(ticket, "Paid another way: 10.00 EUR, bank transfer 77 on Fin's word");
    assertThat(stage.state(ticket)).isEqualTo("failed");
    assertThat(notes(ticket, "not counted")).hasSize(1);

    stage.byHand("Fin", ticket, BY_HAND, "bank transfer 78");
    stage.untilNote(ticket, "Paid another way: 5.00 EUR, bank transfer 78 on Fin's word");
    stage.untilState(ticket, "done");
  }

  @Test
  void a_word_that_names_no_payment_is_answered_once_and_ends_neither_refund() {
    String first = stage.payment("120.00", MIA);
    String second = stage.payment("130.00", MIA);
    long ticket = stage.ask("Lena", MIA, first, "");
    stage.untilState(ticket, "needs_approval");
    stage.fill("Lena", ticket, second, "");
    untilNotes(ticket, "Approval needed", 2);

    stage
        .sandbox()
        .zendesk()
        .agent("Lena")
        .applyMacro(ticket, "Refund: withdraw", Map.of("Refund payment", ""));
    var unused = stage.cases().hintOpen(hint(ticket));

    stage.untilNote(ticket, "Put the one it is about into Refund payment (");
    stage.untilClosed("ticket-" + ticket);
    assertThat(notes(ticket, "not counted")).hasSize(1);
    assertThat(notes(ticket, "withdrawn")).isEmpty();

    stage
        .sandbox()
        .zendesk()
        .agent("Lena")
        .applyMacro(ticket, "Refund: withdraw", Map.of("Refund payment", second));
    unused = stage.cases().hintOpen(hint(ticket));
    stage.untilClosed(second);
    assertThat(notes(ticket, "withdrawn")).hasSize(1);
    assertThat(notes(ticket, "not counted")).hasSize(1);
    assertThat(stage.state(ticket)).isEqualTo("needs_approval");
  }

  @Test
  void a_refund_that_was_accepted_does_not_answer_what_is_said_to_the_one_that_waits() {
    String payment =
        stage.paymentOf("200.00", MIA).refundsWill(RefundBehaviour.PEND_FOR_EVER).create().id();
    long ticket = stage.ask("Lena", MIA, payment, "10");
    stage.untilState(ticket, "pending");
    stage.untilClosed(payment);
    stage.fill("Lena", ticket, payment, "120");
    stage.untilState(ticket, "needs_approval");

    stage.macro("Lena", ticket, "Refund: withdraw");
    var unused = stage.cases().hintOpen(hint(ticket));

    stage.untilClosed(payment);
    unused = stage.cases().hintOpen(hint(ticket));
    stage.untilState(ticket, "pending");
    assertThat(notes(ticket, "withdrawn")).hasSize(1);
    assertThat(notes(ticket, "not counted")).isEmpty();
  }

  private static TicketHint hint(long ticket) {
    return new TicketHint(new TicketId(Long.toString(ticket)), "webhook");
  }

  private String fails(long ticket, String payment, long amount) {
    String refund =
        stage.sandbox().stripe().refundsOf(payment).stream()
            .filter(one -> one.amount() == amount)
            .map(Refund::id)
            .findFirst()
            .orElseThrow();
    stage.sandbox().stripe().fail(refund, RefundFailureReason.DECLINED);
    stage.untilNote(ticket, "(" + refund + "): the");
    return refund;
  }

  private List<String> notes(long ticket, String part) {
    return stage.ticket(ticket).notes().stream()
        .map(note -> note.body())
        .filter(body -> body.contains(part))
        .toList();
  }

  private void untilNotes(long ticket, String part, int count) {
    Deadline.within(
        Duration.ofSeconds(40),
        () -> notes(ticket, part).size() >= count,
        () -> "the ticket says: " + stage.ticket(ticket).notes());
  }
}
