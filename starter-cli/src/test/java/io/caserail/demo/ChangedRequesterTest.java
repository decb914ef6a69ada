package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.sandbox.company.CompanyAccount;
import io.caserail.sandbox.company.CompanyOrder;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.SessionStatus;
import io.caserail.sandbox.stripe.VerificationSession;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between two steps of its case, an agent makes a ticket another customer's. */
final class ChangedRequesterTest {
  private static final String MIA = "mia@example.com";
  private static final String WHY =
      "the ticket became another customer's after this was asked for. A person must look.";
  private static final String NOT_THEIRS =
      "Customer: not the one this was asked for; tell them nothing about it.";
  private static final String WHOSE = "Do not: do it by hand before you know whose it is.";

  @TempDir static Path folder;
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.toBreak(folder, TemporalServer.inMemory(SearchKeys.types()));
    // None of them is killed. One that keeps its cases is through with a task before a timer fires
    // that the task cancels, in which the in-memory server would lose the case.
    stage.stopWorker();
    stage.startWorkerWithoutGate();
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  /** What one test has broken and not mended is not the next one's. */
  @AfterEach
  void mend() {
    stage.sandbox().faults().clear();
  }

  @Test
  void a_cancellation_stops_and_what_it_has_done_is_taken_back() {
    Cancelled bought = Cancelled.of("ord_7101", "ida@example.com", stage);
    ActiveFault away = away("stripe", "POST /v1/subscriptions/{id}");
    long ticket = bought.asked("now");
    stage.untilNote(ticket, "waits at \"stop billing\"");
    assertThat(bought.stands()).isEqualTo(CompanyOrder.Stage.CANCELLED);

    becomes(ticket, "zoe@example.com");
    stage.sandbox().faults().remove(away);

    stage.untilNote(ticket, WHY);
    assertThat(stage.state(ticket)).isEqualTo("needs_person");
    assertThat(lastNote(ticket))
        .contains(
            NOT_THEIRS,
            "Do now: if that was a mistake, change the requester back first; macro Cancellation:"
                + " retry, or ",
            "Cancellation: withdraw.",
            WHOSE);
    assertThat(bought.isEnding()).isFalse();
    stage.macro("Lena", ticket, "Cancellation: withdraw");
    stage.untilState(ticket, "withdrawn");
    assertThat(bought.stands()).isEqualTo(CompanyOrder.Stage.OPEN);
    assertThat(lastNote(ticket)).contains("As before: the order is open.");
    bought.requireUntouched();
  }

  @Test
  void the_end_of_billing_and_the_order_are_given_back_in_whoevers_ticket_it_became() {
    Cancelled bought = Cancelled.of("ord_7102", "tom@example.com", stage);
    long ticket = bought.asked("term_end");
    stage.untilNote(ticket, "Cancellation begun: order " + bought.order());
    assertThat(bought.isEnding()).isTrue();
    becomes(ticket, "zoe@example.com");

    stage.macro("Lena", ticket, "Cancellation: withdraw");

    stage.untilState(ticket, "withdrawn");
    assertThat(lastNote(ticket)).contains("As before: the order is open, billing goes on.");
    assertThat(bought.stands()).isEqualTo(CompanyOrder.Stage.OPEN);
    bought.requireUntouched();
  }

  @Test
  void a_cancellation_goes_on_once_the_ticket_is_its_customers_again() {
    Cancelled bought = Cancelled.of("ord_7103", "eva@example.com", stage);
    ActiveFault away = away("easypost", "POST /v2/shipments/{id}/refund");
    long ticket = bought.asked("now");
    stage.untilNote(ticket, "waits at \"void label\"");
    becomes(ticket, "zoe@example.com");
    stage.sandbox().faults().remove(away);
    stage.untilNote(ticket, WHY);
    stage.macro("Lena", ticket, "Cancellation: retry");
    untilNotes(ticket, WHY, 2);
    assertThat(bought.isLabelAskedBack()).isFalse();
    assertThat(bought.isOver()).isFalse();
    assertThat(bought.mayUse()).isTrue();

    becomes(ticket, "eva@example.com");
    stage.macro("Lena", ticket, "Cancellation: retry");

    bought.givesLabelBack();
    stage.untilState(ticket, "done");
    assertThat(bought.isOver()).isTrue();
    assertThat(bought.mayUse()).isFalse();
    assertThat(bought.moved()).isEqualTo(Purchase.WHOLE);
  }

  @Test
  void a_verdict_is_put_on_the_account_only_once_the_ticket_is_its_customers_again() {
    String account = "acct_7101";
    long ticket = invited(account);
    becomes(ticket, "zoe@example.com");
    finish(account);
    stage.untilNote(ticket, "the verdict is not on the account yet; " + WHY);
    assertThat(lastNote(ticket)).contains(NOT_THEIRS, WHOSE);
    assertThat(stage.sandbox().company().account(account).verdict()).isEmpty();

    becomes(ticket, MIA);
    stage.macro("Lena", ticket, "Verification: retry");

    stage.untilState(ticket, "done");
    assertThat(stage.sandbox().company().account(account).verdict()).isEqualTo("verified");
  }

  @Test
  void a_verdict_is_put_on_the_account_by_hand_which_counts_once_the_account_shows_it() {
    String account = "acct_7103";
    long ticket = invited(account);
    becomes(ticket, "zoe@example.com");
    finish(account);
    stage.untilNote(ticket, WHY);

    byHand(ticket, "Verification: I did it by hand", "form 12");
    stage.untilNote(
        ticket,
        "the verdict is not on the account yet; it is said to be done by hand, but Acme Shop shows"
            + " no verdict; "
            + WHY);
    assertThat(lastNote(ticket)).contains(NOT_THEIRS, WHOSE);
    assertThat(stage.state(ticket)).isEqualTo("needs_person");

    stage.sandbox().company().add(new CompanyAccount(account, MIA, "verified"));
    byHand(ticket, "Verification: I did it by hand", "form 13");
    stage.untilState(ticket, "done");
    assertThat(notes(ticket)).anyMatch(note -> note.startsWith("Verified: account " + account));
  }

  @Test
  void an_approver_leaves_a_verdict_out_and_the_ticket_says_that_it_is_not_on_the_account() {
    String account = "acct_7104";
    long ticket = invited(account);
    becomes(ticket, "zoe@example.com");
    finish(account);
    stage.untilNote(ticket, WHY);
    assertThat(lastNote(ticket)).contains("Verification: skip (approvers)");

    stage.macro("Ana", ticket, "Verification: skip");

    stage.untilNote(ticket, "Not put on the account: the verdict on account " + account);
    assertThat(stage.sandbox().company().account(account).verdict()).isEmpty();
  }

  @Test
  void an_end_of_billing_by_hand_counts_once_billing_has_ended() {
    Cancelled bought = Cancelled.of("ord_7105", "kim@example.com", stage);
    ActiveFault away = away("stripe", "DELETE /v1/subscriptions/{id}");
    long ticket = bought.asked("now");
    stage.untilNote(ticket, "waits at \"end billing\"");
    becomes(ticket, "zoe@example.com");
    stage.sandbox().faults().remove(away);
    stage.untilNote(ticket, WHY);

    byHand(ticket, "Cancellation: I did it by hand", "in the dashboard");
    stage.untilNote(
        ticket, "it is said to be done by hand, but billing has not ended in Stripe; " + WHY);
    assertThat(bought.isOver()).isFalse();

    stage.sandbox().stripe().endByHand(bought.bought().subscription());
    byHand(ticket, "Cancellation: I did it by hand", "in the dashboard now");
    untilNotes(ticket, "waits: " + WHY, 2);
    assertThat(bought.isOver()).isTrue();
    assertThat(bought.mayUse()).as("its turn comes next, and stops for the same reason").isTrue();
  }

  @Test
  void the_session_of_a_verification_is_closed_in_whoevers_ticket_it_became() {
    long ticket = invited("acct_7102");
    becomes(ticket, "zoe@example.com");

    stage.macro("Lena", ticket, "Verification: withdraw");

    stage.untilState(ticket, "withdrawn");
    assertThat(lastNote(ticket)).contains("their link does not work any more");
  }

  @Test
  void nobody_is_invited_in_a_ticket_that_became_another_customers() {
    Verified ned = Verified.of("acct_7105", "ned@example.com", stage);
    ActiveFault away = away("company", "POST /{collection}/{id}/changes");
    long ticket = ned.asked("new_customer");
    stage.untilNote(ticket, "the customer is not invited yet");
    becomes(ticket, "zoe@example.com");

    stage.sandbox().faults().remove(away);

    stage.untilNote(ticket, "the customer is not invited yet; " + WHY);
    assertThat(lastNote(ticket)).contains(NOT_THEIRS, WHOSE);
    stage.macro("Lena", ticket, "Verification: withdraw");
    stage.untilState(ticket, "withdrawn");
    assertThat(ned.invited()).isZero();
    assertThat(ned.sessions())
        .extracting(VerificationSession::status)
        .containsExactly(SessionStatus.CANCELED);
  }

  private static long invited(String account) {
    stage.sandbox().company().add(CompanyAccount.of(account, MIA));
    long ticket = stage.write(MIA);
    stage.verify("Lena", ticket, account, "new_customer");
    stage.untilNote(ticket, "Customer invited: ");
    return ticket;
  }

  /** The customer shows who they are, and the provider finds it in order. */
  private static void finish(String account) {
    String session =
        stage.sandbox().stripe().followLink(stage.sandbox().company().openLink(account));
    var unused = stage.sandbox().stripe().submit(session);
    stage.sandbox().stripe().finishChecks();
  }

  private static void byHand(long ticket, String macro, String reference) {
    var unused =
        stage
            .sandbox()
            .zendesk()
            .agent("Fin")
            .applyMacro(ticket, macro, Map.of("By-hand reference", reference));
  }

  private static void becomes(long ticket, String customer) {
    var zendesk = stage.sandbox().zendesk();
    zendesk.agent("Omar").changeRequester(ticket, zendesk.customer(customer));
  }

  private static ActiveFault away(String system, String endpoint) {
    return stage.sandbox().faults().add(Fault.on(system).endpoint(endpoint).always().status(429));
  }

  private static String lastNote(long ticket) {
    List<String> notes = notes(ticket);
    return notes.get(notes.size() - 1);
  }

  private static List<String> notes(long ticket) {
    return stage.ticket(ticket).internalNotes().stream().map(note -> note.body()).toList();
  }

  private static void untilNotes(long ticket, String text, int times) {
    Deadline.within(
        Duration.ofSeconds(40),
        () -> notes(ticket).stream().filter(note -> note.contains(text)).count() == times,
        () -> "ticket " + ticket + " should say it " + times + " times: " + notes(ticket));
  }
}
