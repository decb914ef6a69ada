package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.sandbox.company.CompanyAccount;
import io.caserail.sandbox.company.CompanyOrder;
import io.caserail.sandbox.easypost.RefundStatus;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Fault;
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
    Purchase bought = Purchase.by("ida@example.com", "ord_7101", stage);
    long ticket = stage.write("ida@example.com");
    ActiveFault away = away("stripe", "POST /v1/subscriptions/{id}");
    stage.cancel("Lena", ticket, bought.order(), "now");
    stage.untilNote(ticket, "waits at \"stop billing\"");
    assertThat(order(bought)).isEqualTo(CompanyOrder.Stage.CANCELLED);

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
    assertThat(isEnding(bought)).isFalse();
    stage.macro("Lena", ticket, "Cancellation: withdraw");
    stage.untilState(ticket, "withdrawn");
    assertThat(order(bought)).isEqualTo(CompanyOrder.Stage.OPEN);
    assertThat(lastNote(ticket)).contains("As before: the order is open.");
    requireUntouched(bought);
  }

  @Test
  void the_end_of_billing_and_the_order_are_given_back_in_whoevers_ticket_it_became() {
    Purchase bought = Purchase.by("tom@example.com", "ord_7102", stage);
    long ticket = stage.write("tom@example.com");
    stage.cancel("Lena", ticket, bought.order(), "term_end");
    stage.untilNote(ticket, "Cancellation begun: order " + bought.order());
    assertThat(isEnding(bought)).isTrue();
    becomes(ticket, "zoe@example.com");

    stage.macro("Lena", ticket, "Cancellation: withdraw");

    stage.untilState(ticket, "withdrawn");
    assertThat(lastNote(ticket)).contains("As before: the order is open, billing goes on.");
    assertThat(order(bought)).isEqualTo(CompanyOrder.Stage.OPEN);
    requireUntouched(bought);
  }

  @Test
  void a_cancellation_goes_on_once_the_ticket_is_its_customers_again() {
    Purchase bought = Purchase.by("eva@example.com", "ord_7103", stage);
    long ticket = stage.write("eva@example.com");
    ActiveFault away = away("easypost", "POST /v2/shipments/{id}/refund");
    stage.cancel("Lena", ticket, bought.order(), "now");
    stage.untilNote(ticket, "waits at \"void label\"");
    becomes(ticket, "zoe@example.com");
    stage.sandbox().faults().remove(away);
    stage.untilNote(ticket, WHY);
    stage.macro("Lena", ticket, "Cancellation: retry");
    untilNotes(ticket, WHY, 2);
    assertThat(stage.sandbox().easypost().shipment(bought.parcel()).refundStatus()).isNull();
    assertThat(isOver(bought)).isFalse();
    assertThat(mayUse(bought)).isTrue();

    becomes(ticket, "eva@example.com");
    stage.macro("Lena", ticket, "Cancellation: retry");

    untilGranted(ticket, bought);
    assertThat(isOver(bought)).isTrue();
    assertThat(mayUse(bought)).isFalse();
    assertThat(stage.moved(bought.payments())).isEqualTo(Purchase.WHOLE);
  }

  @Test
  void a_cancellation_goes_on_when_its_ticket_is_closed() {
    Purchase bought = Purchase.by("leo@example.com", "ord_7104", stage);
    long ticket = stage.write("leo@example.com");
    ActiveFault away = away("easypost", "POST /v2/shipments/{id}/refund");
    stage.cancel("Lena", ticket, bought.order(), "now");
    stage.untilNote(ticket, "waits at \"void label\"");

    stage.sandbox().zendesk().agent("Omar").solve(ticket).close(ticket);
    stage.sandbox().faults().remove(away);

    Deadline.within(
        Duration.ofSeconds(40),
        () -> isOver(bought) && !mayUse(bought),
        () -> "billing and access should end: " + notes(ticket));
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
    Purchase bought = Purchase.by("kim@example.com", "ord_7105", stage);
    long ticket = stage.write("kim@example.com");
    ActiveFault away = away("stripe", "DELETE /v1/subscriptions/{id}");
    stage.cancel("Lena", ticket, bought.order(), "now");
    stage.untilNote(ticket, "waits at \"end billing\"");
    becomes(ticket, "zoe@example.com");
    stage.sandbox().faults().remove(away);
    stage.untilNote(ticket, WHY);

    byHand(ticket, "Cancellation: I did it by hand", "in the dashboard");
    stage.untilNote(
        ticket, "it is said to be done by hand, but billing has not ended in Stripe; " + WHY);
    assertThat(isOver(bought)).isFalse();

    stage.sandbox().stripe().endByHand(bought.subscription());
    byHand(ticket, "Cancellation: I did it by hand", "in the dashboard now");
    untilNotes(ticket, "waits: " + WHY, 2);
    assertThat(isOver(bought)).isTrue();
    assertThat(mayUse(bought)).as("its turn comes next, and stops for the same reason").isTrue();
  }

  @Test
  void the_session_of_a_verification_is_closed_in_whoevers_ticket_it_became() {
    long ticket = invited("acct_7102");
    becomes(ticket, "zoe@example.com");

    stage.macro("Lena", ticket, "Verification: withdraw");

    stage.untilState(ticket, "withdrawn");
    assertThat(lastNote(ticket)).contains("their link does not work any more");
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

  /** Nothing of it is changed, but that the order may have been closed for a while. */
  private static void requireUntouched(Purchase bought) {
    assertThat(isEnding(bought) || isOver(bought)).isFalse();
    assertThat(stage.sandbox().easypost().shipment(bought.parcel()).refundStatus()).isNull();
    assertThat(mayUse(bought)).isTrue();
    assertThat(stage.moved(bought.payments())).isEqualTo("0.00");
  }

  private static boolean isEnding(Purchase bought) {
    return stage.sandbox().stripe().subscriptionOf(bought.subscription()).ending().at() != null;
  }

  private static boolean isOver(Purchase bought) {
    return stage.sandbox().stripe().subscriptionOf(bought.subscription()).status().over();
  }

  private static boolean mayUse(Purchase bought) {
    return stage.sandbox().scim().user(bought.access()).active();
  }

  private static CompanyOrder.Stage order(Purchase bought) {
    return stage.sandbox().company().order(bought.order()).stage();
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

  private static void untilGranted(long ticket, Purchase bought) {
    Deadline.within(
        Duration.ofSeconds(40),
        () -> {
          if (stage.sandbox().easypost().shipment(bought.parcel()).refundStatus()
              == RefundStatus.SUBMITTED) {
            var unused = stage.sandbox().easypost().grant(bought.parcel());
          }
          return stage.state(ticket).equals("done");
        },
        () -> "ticket " + ticket + " shows " + stage.ticket(ticket));
  }
}
