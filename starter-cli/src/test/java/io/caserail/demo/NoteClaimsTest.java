package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.caserail.display.SearchKeys;
import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.core.Cause;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A check that never objects proves nothing: what it must object to, and what not. */
final class NoteClaimsTest {
  private static final String SENT =
      "Refund sent: 24.90 EUR, payment pi_1, accepted by Stripe at 14:02 (re_1).";
  private static final String FINAL =
      "Refund final: 24.90 EUR, payment pi_1 (re_1) has left Stripe for the customer's bank.";

  @Test
  void sent_is_true_after_the_refund_and_not_before() {
    assertThat(NoteClaims.ahead(List.of(refund("refund.created", "succeeded"), note(SENT))))
        .isEmpty();
    assertThat(NoteClaims.ahead(List.of(note(SENT), refund("refund.created", "succeeded"))))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Refund sent: 24.91 EUR, payment pi_1, accepted by Stripe at 14:02 (re_1).",
        "Refund sent: 24.90 EUR, payment pi_2, accepted by Stripe at 14:02 (re_1).",
        "Refund sent: 24.90 EUR, payment pi_1, accepted by Stripe at 14:02 (re_2).",
        "Refund sent: 24.90 EUR, payment pi_1, accepted by Stripe at 14:02.",
        "Refund not made: 24.90 EUR, payment pi_1: withdrawn by Lena.",
        "Refund 24.90 EUR is not sent yet: Stripe has not accepted it since 13:58.",
        "Refund failed after it was accepted: 24.90 EUR, payment pi_1 (re_1): declined."
      })
  void what_contradicts_the_books_is_found(String said) {
    assertThat(NoteClaims.ahead(List.of(refund("refund.created", "succeeded"), note(said))))
        .hasSize(1);
  }

  @Test
  void final_is_not_true_while_it_is_pending() {
    BookEntry pending = refund("refund.created", "pending");

    assertThat(NoteClaims.ahead(List.of(pending, note(FINAL)))).hasSize(1);
    assertThat(
            NoteClaims.ahead(
                List.of(pending, refund("refund.succeeded", "succeeded"), note(FINAL))))
        .isEmpty();
  }

  @Test
  void not_made_is_true_when_the_refund_has_failed() {
    BookEntry made = refund("refund.created", "pending");
    BookEntry failed = refund("refund.failed", "failed");
    BookEntry said = note("Refund not made: 24.90 EUR, payment pi_1: refused by Ben.");

    assertThat(NoteClaims.ahead(List.of(made, failed, said))).isEmpty();
  }

  @Test
  void not_yet_is_said_of_the_refund_that_it_names_and_not_of_another_on_the_ticket() {
    BookEntry made = refund("refund.created", "succeeded");
    String said = " is not sent yet: Stripe has not accepted it since 13:58.";

    assertThat(NoteClaims.ahead(List.of(made, note("Refund of pi_2" + said)))).isEmpty();
    assertThat(NoteClaims.ahead(List.of(made, note("Refund of pi_1" + said)))).hasSize(1);
    assertThat(NoteClaims.ahead(List.of(made, note("Refund 19.90 EUR" + said)))).isEmpty();
  }

  @Test
  void what_is_sent_again_names_one_that_failed_and_one_that_stands() {
    BookEntry failed = refund("refund.failed", "failed");
    BookEntry again = entry("stripe", "refund.created", "re_9", Map.of("status", "succeeded"));
    String said = "Refund that failed was sent again: 24.90 EUR, payment pi_1 (re_1), now as re_9.";

    assertThat(NoteClaims.ahead(List.of(failed, again, note(said)))).isEmpty();
    assertThat(NoteClaims.ahead(List.of(failed, note(said)))).hasSize(1);
    assertThat(NoteClaims.ahead(List.of(refund("refund.created", "pending"), again, note(said))))
        .hasSize(1);
  }

  @Test
  void a_customer_is_told_of_a_refund_that_was_made_and_of_no_other() {
    String text = "Your refund of 24.90 EUR is on its way: our payment provider has accepted it.";
    BookEntry made = refund("refund.created", "succeeded");

    assertThat(NoteClaims.ahead(List.of(made, comment(true, text)))).isEmpty();
    assertThat(NoteClaims.ahead(List.of(comment(true, text), made))).hasSize(1);
    assertThat(NoteClaims.ahead(List.of(made, comment(true, text.replace("24.90", "24.91")))))
        .hasSize(1);
  }

  @Test
  void colleagues_are_told_that_the_customer_knows_once_the_customer_does() {
    String told = SENT + "\nCustomer: told above that it is sent, and that banks show it soon.";
    BookEntry made = refund("refund.created", "succeeded");
    BookEntry text =
        comment(
            true, "Your refund of 24.90 EUR is on its way: our payment provider has accepted it.");

    assertThat(NoteClaims.ahead(List.of(made, text, comment(false, told)))).isEmpty();
    assertThat(NoteClaims.ahead(List.of(made, comment(false, told), text))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"done, failed", "failed, succeeded"})
  void the_fields_show_the_state_of_the_refund_that_they_name(String shown, String status) {
    Map<String, String> fields =
        Map.of(
            "author", "Caserail",
            "Caserail state", "crl_state_working -> crl_state_" + shown,
            "Caserail reference", " -> re_1");
    BookEntry changed = entry("zendesk", "ticket.changed", "7", fields);

    assertThat(NoteClaims.ahead(List.of(refund("refund." + status, status), changed))).hasSize(1);
    assertThat(NoteClaims.ahead(List.of(changed))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Refunded: 24.90 EUR, payment pi_1 (re_1).",
        "The refund was sent.",
        "Cancelled: order ord_1.",
        "Verification done: account acct_1.",
        ""
      })
  void a_note_that_begins_as_none_of_ours_does_is_found(String said) {
    assertThat(NoteClaims.ahead(List.of(note(said))))
        .singleElement()
        .asString()
        .endsWith("But no note begins like that");
  }

  @Test
  void what_is_said_again_later_is_held_against_the_books_too() {
    BookEntry made = refund("refund.created", "succeeded");
    String said = "Approval needed: 24.90 EUR, payment pi_1. Asked by Lena: damaged.";

    assertThat(NoteClaims.ahead(List.of(note("Reminder: " + said)))).isEmpty();
    assertThat(NoteClaims.ahead(List.of(made, note("Late: " + said)))).hasSize(1);
  }

  @Test
  void what_an_agent_writes_is_not_our_claim() {
    BookEntry theirs =
        entry(
            "zendesk",
            "ticket.comment",
            "7",
            Map.of("public", "false", "body", SENT, "author", "Lena"));

    assertThat(NoteClaims.ahead(List.of(theirs))).isEmpty();
  }

  /** An order with all that belongs to it, and one thing that happened to it. */
  private static Stream<BookEntry> ordered(BookEntry... then) {
    return Stream.concat(
        Stream.of(
            entry(
                "company",
                "order.set",
                "ord_1",
                Map.of("stage", "open", "subscription", "sub_1", "access", "usr_1")),
            entry("stripe", "subscription.created", "sub_1", Map.of()),
            entry("easypost", "label.bought", "shp_1", Map.of("reference", "ord_1"))),
        Stream.of(then));
  }

  private static final BookEntry CLOSED = entry("company", "order.cancelled", "ord_1", Map.of());
  private static final BookEntry WILL_END =
      entry("stripe", "subscription.end_scheduled", "sub_1", Map.of());
  private static final BookEntry ENDED = entry("stripe", "subscription.ended", "sub_1", Map.of());
  private static final BookEntry VOID =
      entry(
          "easypost",
          "label.refunded",
          "shp_1",
          Map.of("reference", "ord_1", "refund_status", "refunded"));
  private static final BookEntry REVOKED = entry("scim", "user.deactivated", "usr_1", Map.of());

  static Stream<Arguments> whole() {
    List<BookEntry> begun = List.of(CLOSED, WILL_END);
    List<BookEntry> all = List.of(CLOSED, WILL_END, VOID, ENDED, REVOKED);
    return Stream.of(
        arguments("Cancellation begun: order ord_1, at once. Nothing final is done yet.", begun),
        arguments("Cancellation done: order ord_1: the order is closed.", all.subList(0, 1)),
        arguments("Cancellation done: order ord_1: its label is void.", all.subList(2, 3)),
        arguments("Cancellation done: order ord_1: billing has ended.", all.subList(3, 4)),
        arguments("Cancellation done: order ord_1: access is taken away.", all.subList(4, 5)));
  }

  @ParameterizedTest
  @MethodSource("whole")
  void a_cancellation_says_what_was_done_and_nothing_before_it_was(
      String said, List<BookEntry> needed) {
    for (int missing = 0; missing < needed.size(); missing++) {
      List<BookEntry> less = new ArrayList<>(needed);
      less.remove(missing);
      less.add(note(said));
      assertThat(NoteClaims.ahead(ordered(less.toArray(BookEntry[]::new)).toList())).hasSize(1);
    }
    List<BookEntry> enough = new ArrayList<>(needed);
    enough.add(note(said));
    assertThat(NoteClaims.ahead(ordered(enough.toArray(BookEntry[]::new)).toList())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"the order is open", "billing goes on", "access is given"})
  void what_is_said_to_be_as_before_is_as_before(String clause) {
    BookEntry said =
        note("Cancellation taken back: order ord_1: withdrawn by Lena. As before: " + clause + ".");

    assertThat(NoteClaims.ahead(ordered(CLOSED, WILL_END, REVOKED, said).toList())).hasSize(1);
    assertThat(NoteClaims.ahead(ordered(said).toList())).isEmpty();
  }

  @Test
  void that_it_has_begun_may_be_told_while_it_is_being_taken_back() {
    BookEntry back = entry("stripe", "subscription.end_taken_back", "sub_1", Map.of());
    BookEntry said = note("Cancellation begun: subscription sub_1, at once.");

    assertThat(NoteClaims.ahead(ordered(WILL_END, back, said).toList())).isEmpty();
    assertThat(NoteClaims.ahead(ordered(said).toList())).hasSize(1);
  }

  @Test
  void a_cancellation_names_the_refunds_that_were_made() {
    BookEntry paid = refund("refund.created", "succeeded");
    BookEntry said =
        comment(
            false,
            "Cancellation done: order ord_1: the order is closed.\nCustomer: not told yet that it"
                + " is done. Refunded: 24.90 EUR of payment pi_1 (re_1).");

    assertThat(NoteClaims.ahead(ordered(CLOSED, paid, said).toList())).isEmpty();
    assertThat(NoteClaims.ahead(ordered(CLOSED, said).toList())).hasSize(1);
    assertThat(
            NoteClaims.ahead(ordered(CLOSED, refund("refund.created", "pending"), said).toList()))
        .hasSize(1);
  }

  static Stream<Arguments> verified() {
    return Stream.of(
        arguments(
            "Customer invited: Acme Shop has sent them a link for account acct_1 (vs_1).",
            entry("company", "account.invited", "acct_1", Map.of("session", "vs_1"))),
        arguments(
            "Verified: account acct_1, by Stripe (vs_1); on the account since 14:02.",
            entry("company", "account.decided", "acct_1", Map.of("verdict", "verified"))),
        arguments(
            "Verified already: account acct_1. Stripe is asked to erase what the customer showed"
                + " (vs_1).",
            entry("company", "account.decided", "acct_1", Map.of("verdict", "verified"))),
        arguments(
            "Not verified: account acct_1, by Ben (vs_1); on the account since 14:02.",
            entry("company", "account.decided", "acct_1", Map.of("verdict", "not_verified"))),
        arguments(
            "Erased: Stripe keeps nothing of what it collected for account acct_1 (vs_1).",
            entry("stripe", "verification.redacted", "vs_1", Map.of())));
  }

  @ParameterizedTest
  @MethodSource("verified")
  void a_verification_says_what_has_happened_and_not_before(String said, BookEntry happened) {
    assertThat(NoteClaims.ahead(List.of(happened, note(said)))).isEmpty();
    assertThat(NoteClaims.ahead(List.of(note(said), happened))).hasSize(1);
  }

  @Test
  void there_is_no_verdict_only_while_there_is_none() {
    BookEntry decided =
        entry("company", "account.decided", "acct_1", Map.of("verdict", "verified"));
    BookEntry said = note("No verdict on account acct_1: withdrawn by Lena.");

    assertThat(NoteClaims.ahead(List.of(said))).isEmpty();
    assertThat(NoteClaims.ahead(List.of(decided, said))).hasSize(1);
  }

  @Test
  void a_stage_whose_tickets_were_told_a_lie_fails_when_it_closes(@TempDir Path folder) {
    Stage stage = Stage.toMeasure(folder, TemporalServer.inMemory(SearchKeys.types()));
    long ticket = stage.write("mia@example.com");

    stage.sandbox().zendesk().agent("Caserail").comment(ticket, SENT, false);

    assertThatThrownBy(stage::close)
        .isInstanceOf(SceneFailed.class)
        .hasMessageContaining("ticket " + ticket + " said: " + SENT + " But there was no re_1");
  }

  private static BookEntry refund(String kind, String status) {
    Long amount = kind.equals("refund.created") ? Long.valueOf(2_490) : null;
    return new BookEntry(
        1,
        Instant.EPOCH,
        "stripe",
        kind,
        "re_1",
        amount,
        amount == null ? null : "eur",
        Map.of(
            "payment_intent", "pi_1",
            "status", status,
            "metadata.ticket", "7",
            "metadata.operation_id", "pi_1/key/pay"),
        Cause.call(1, "POST /v1/refunds"));
  }

  private static BookEntry note(String first) {
    return comment(false, first + "\nOwner: you.");
  }

  private static BookEntry comment(boolean isPublic, String body) {
    return entry(
        "zendesk",
        "ticket.comment",
        "7",
        Map.of("public", "" + isPublic, "body", body, "author", "Caserail"));
  }

  private static BookEntry entry(
      String system, String kind, String object, Map<String, String> details) {
    return new BookEntry(
        2,
        Instant.EPOCH,
        system,
        kind,
        object,
        null,
        null,
        details,
        Cause.call(2, "PUT /api/v2/tickets/{id}"));
  }
}
