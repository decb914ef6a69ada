package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.zendesk.Note;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The four situations that support leads were promised, word for word in the ticket, with the waits
 * of production.
 */
final class FourSituationsTest {
  private static final String SEND = "POST /v1/refunds";
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  @TempDir static Path folder;
  private static VirtualStage virtual;
  private static Stage stage;

  @BeforeAll
  static void open() throws IOException {
    virtual = VirtualStage.sweeping(folder);
    stage = virtual.stage();
    stage.openGateway();
  }

  @AfterAll
  static void close() {
    virtual.close();
  }

  @Test
  void happy() {
    String payment = stage.payment("24.90", "mia@example.com");

    long ticket = stage.ask("Lena", "mia@example.com", payment, "");

    stage.untilState(ticket, "done");
    requireNote(
        ticket,
        "Refund sent: 24.90 EUR, payment " + payment + ", accepted by Stripe at TIME (re_ID).",
        "Customer: not told yet. Banks show it in 5 to 10 business days.",
        "Owner: you.",
        "Do now: macro Tell customer: sent, then solve.",
        "Do not: refund this payment again, here or in Stripe.");
    assertThat(stage.ticket(ticket).field("Caserail reference")).startsWith("re_");
    assertThat(ours(ticket))
        .extracting(entry -> entry.details().get("Caserail state"))
        .containsExactly(" -> crl_state_working", "crl_state_working -> crl_state_done");
    assertThat(ours(ticket).get(0).details().get("Caserail action")).endsWith(" -> ");
  }

  @Test
  void over_the_limit_and_an_approval_that_does_not_count() {
    String customer = "ivo@example.com";
    String known = stage.sandbox().stripe().customer(customer).id();
    String earlier = stage.paymentOf("40.00", customer).customer(known).create().id();
    stage.untilState(stage.ask("Ana", customer, earlier, ""), "done");
    String payment = stage.paymentOf("180.00", customer).customer(known).create().id();

    long ticket = stage.ask("Ana", customer, payment, "");

    stage.untilState(ticket, "needs_approval");
    requireNote(
        ticket,
        "Approval needed: 180.00 EUR (all of " + payment + "). Asked by Ana: not received.",
        "Why: above 50.00 EUR; this customer, 30 days: 1 refund, 40.00 EUR. Customer: told"
            + " nothing.",
        "Owner: Refund approvers until DAY TIME, then LEAD.",
        "Do now (not Ana): macro Refund: approve or Refund: refuse. It counts for exactly this"
            + " amount, 24 hours.",
        "Do not: leave a changed amount or reason here; correct it, then macro Refund: send.");

    stage.macro("Ana", ticket, "Refund: approve");

    stage.untilNote(ticket, "not counted");
    requireNote(
        ticket,
        "Approval by Ana not counted: the same person asked for this refund.",
        "Someone else in Refund approvers must decide.");
    stage.macro("Ben", ticket, "Refund: approve");
    stage.untilState(ticket, "done");
  }

  @Test
  void stripe_away() {
    String payment = stage.payment("24.90", "jo@example.com");
    var away = stage.sandbox().faults().add(Fault.on("stripe").endpoint(SEND).always().status(429));

    long ticket = stage.ask("Lena", "jo@example.com", payment, "24.90");
    stage.untilState(ticket, "working");
    virtual.passUntil(() -> false, Duration.ofMinutes(10));
    assertThat(stage.ticket(ticket).internalNotes()).isEmpty();
    virtual.passUntil(() -> stage.state(ticket).equals("waiting"), HALF_AN_HOUR);

    requireNote(
        ticket,
        "Refund 24.90 EUR is not sent yet: Stripe has not accepted it since TIME. Stripe's fault,"
            + " not oursOTHERS.",
        "Customer: told nothing. If they ask: macro Tell customer: delayed.",
        "Owner: Caserail; it sends by itself when Stripe is back.",
        "Do now: nothing. Cannot wait? Refund in Stripe, then macro Refund: I did it by hand, with"
            + " the re_ number in By-hand reference.",
        "Do not: promise a time, or refund in Stripe without that macro.");
    stage.sandbox().faults().remove(away);
    virtual.passUntil(() -> stage.state(ticket).equals("done"), HALF_AN_HOUR);
    stage.requireMoved(payment, "24.90");
  }

  @Test
  void in_doubt() {
    String payment = stage.payment("24.90", "max@example.com");
    var lost = stage.sandbox().faults().add(Fault.on("stripe").endpoint(SEND).always().reset());

    long ticket = stage.ask("Lena", "max@example.com", payment, "24.90");
    virtual.passUntil(() -> stage.state(ticket).equals("check_needed"), HALF_AN_HOUR);

    requireNote(
        ticket,
        "Refund 24.90 EUR in doubt: sent to Stripe at TIME, the answer was lost. It may or may not"
            + " have gone through.",
        "Customer: do not say refunded, do not say failed. Macro Tell customer: we are checking.",
        "Owner: Caserail asks Stripe every minute; finance from TIME.",
        "Do now: nothing. Finance only: macro Refund: I checked Stripe (re_ number in By-hand"
            + " reference, or \"none\").",
        "Do not: refund again, give a voucher, or withdraw.");
    stage.sandbox().faults().remove(lost);
    virtual.passUntil(() -> stage.state(ticket).equals("done"), HALF_AN_HOUR);
    stage.requireMoved(payment, "24.90");
  }

  /**
   * The newest note; TIME, DAY and ID stand for what differs from run to run, LEAD for what comes
   * next, since before a weekend a request expires before the lead's hours begin, and OTHERS for
   * what else waits, which is said where something does.
   */
  private static void requireNote(long ticket, String... lines) {
    List<Note> notes = stage.ticket(ticket).internalNotes();
    String pattern =
        Pattern.quote(String.join("\n", lines))
            .replace("TIME", "\\E\\d\\d:\\d\\d\\Q")
            .replace("OTHERS", "\\E(; \\d+ waits?, ticket #\\d+)?\\Q")
            .replace("LEAD", "\\E(the duty lead|it expires unsent)\\Q")
            .replace("DAY", "\\E[A-Z][a-z]{2}\\Q")
            .replace("re_ID", "\\Ere_[A-Za-z0-9]+\\Q");
    assertThat(notes).isNotEmpty();
    assertThat(notes.get(notes.size() - 1).body()).matches(pattern);
  }

  private static List<BookEntry> ours(long ticket) {
    return stage.sandbox().books().about("" + ticket).stream()
        .filter(entry -> entry.kind().equals("ticket.changed"))
        .filter(entry -> entry.details().getOrDefault("author", "").equals("Caserail"))
        .toList();
  }
}
