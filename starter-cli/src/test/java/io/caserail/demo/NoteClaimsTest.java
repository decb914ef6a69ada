package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.core.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    return new BookEntry(
        2,
        Instant.EPOCH,
        "zendesk",
        "ticket.comment",
        "7",
        null,
        null,
        Map.of("public", "false", "body", first + "\nOwner: you."),
        Cause.call(2, "PUT /api/v2/tickets/{id}"));
  }
}
