package io.caserail.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.TicketState;
import io.caserail.reconcile.Truth.Says;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as the same, and what as which difference. */
class ComparisonTest {
  @ParameterizedTest
  @CsvSource({
    // kind, truth, ticket, case, difference
    "REFUND, HAPPENED, DONE, closed,",
    "REFUND, HAPPENED, DONE, unknown,",
    "REFUND, HAPPENED, DONE, open,",
    "REFUND, HAPPENED, PENDING, open, TRUTH_AHEAD",
    "REFUND, HAPPENED, CHECK_NEEDED, open, TRUTH_AHEAD",
    "REFUND, HAPPENED, PENDING, closed, TICKET_BEHIND",
    "REFUND, HAPPENED, WITHDRAWN, closed, TICKET_BEHIND",
    "REFUND, HAPPENED, REJECTED, unknown, CASE_MISSING",
    "REFUND, HAPPENED, , unknown, CASE_MISSING",
    "REFUND, OPEN, PENDING, open,",
    "REFUND, OPEN, , open,",
    "REFUND, OPEN, DONE, open, TRUTH_AHEAD",
    "REFUND, OPEN, PENDING, closed, CASE_MISSING",
    "REFUND, OPEN, PENDING, unknown, CASE_MISSING",
    "REFUND, NOT_SO, FAILED, open,",
    "REFUND, NOT_SO, NEEDS_PERSON, open,",
    "REFUND, NOT_SO, NEEDS_PERSON, unknown, CASE_MISSING",
    "REFUND, NOT_SO, FAILED, closed, TICKET_BEHIND",
    "REFUND, NOT_SO, REJECTED, closed,",
    "REFUND, NOT_SO, DONE, dealtWith,",
    "REFUND, NOT_SO, DONE, closed, TICKET_BEHIND",
    "REFUND, NOT_SO, PENDING, open, TRUTH_AHEAD",
    "REFUND, NOT_SO, DONE, unknown, CASE_MISSING",
    "CANCELLATION, HAPPENED, DONE, closed,",
    "CANCELLATION, HAPPENED, PENDING, open,",
    "CANCELLATION, HAPPENED, PENDING, waits, TRUTH_AHEAD",
    "CANCELLATION, HAPPENED, PENDING, closed, TICKET_BEHIND",
    "CANCELLATION, OPEN, PENDING, waits,",
    "CANCELLATION, OPEN, DONE, closed,",
    "CANCELLATION, OPEN, PENDING, closed, CASE_MISSING",
    "CANCELLATION, NOT_SO, DONE, closed, REVERSED",
    "CANCELLATION, NOT_SO, DONE, unknown, REVERSED",
    "CANCELLATION, NOT_SO, WITHDRAWN, closed,",
    "VERIFICATION, NOT_SO, DONE, closed,",
    "VERIFICATION, HAPPENED, NEEDS_PERSON, open,",
    "VERIFICATION, HAPPENED, PENDING, waits, TRUTH_AHEAD",
    "VERIFICATION, HAPPENED, DONE, open,",
    "VERIFICATION, HAPPENED, DONE, closed, NOT_ERASED",
    "VERIFICATION, HAPPENED, REJECTED, unknown, NOT_ERASED",
    "VERIFICATION, HAPPENED, WORKING, unknown, NOT_ERASED",
    "VERIFICATION, OPEN, PENDING, closed, CASE_MISSING"
  })
  void the_three_are_held_against_each_other(
      CaseKind kind,
      Says says,
      @Nullable TicketState ticket,
      String work,
      @Nullable Difference difference) {
    boolean open = work.equals("open") || work.equals("waits");
    Standing standing =
        new Standing(
            ticket, !work.equals("unknown"), open, work.equals("waits"), work.equals("dealtWith"));

    assertThat(Comparison.of(truth(kind, says, "0123456789abcdef"), standing).orElse(null))
        .isEqualTo(difference);
  }

  @Test
  void what_exists_twice_or_is_not_ours_differs_whatever_the_ticket_says() {
    Standing done = new Standing(TicketState.DONE, true, false, false, false);

    assertThat(Comparison.of(truth(CaseKind.REFUND, Says.HAPPENED, ""), done))
        .contains(Difference.FOREIGN);
    assertThat(
            Comparison.of(truth(CaseKind.REFUND, Says.HAPPENED, "0123456789abcdef").twice(), done))
        .contains(Difference.DOUBLED);
  }

  @Test
  void what_a_person_has_done_and_a_case_has_taken_as_its_end_is_not_foreign() {
    Standing taken = new Standing(null, true, false, false, true);

    assertThat(Comparison.of(truth(CaseKind.CANCELLATION, Says.HAPPENED, ""), taken)).isEmpty();
  }

  private static Truth truth(CaseKind kind, Says says, String request) {
    return new Truth(
        kind,
        "re_1",
        new ObjectId("pi_1"),
        request,
        "42",
        says,
        Instant.EPOCH,
        "1.00 EUR of pi_1",
        "status",
        false);
  }
}
