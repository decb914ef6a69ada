package io.caserail.reconcile;

import static io.caserail.texts.StaffTexts.NOW;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.TicketState;
import io.caserail.reconcile.Truth.Says;
import io.caserail.texts.StaffTexts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tickets say to support where systems, tickets and cases differ. */
public final class ComparisonTexts {
  private static final String OWNER =
      "finance. The payment system's word counts; the ticket is put right by hand.";

  private ComparisonTexts() {}

  /** All of it. */
  public static StaffTexts all() {
    return new StaffTexts("Systems disagree")
        .adds(
            "somebody else has refunded",
            ComparisonNotes.foreign(
                CaseKind.REFUND, "Stripe", "re_7", "7.00 EUR of pi_3QxYzAbCdEf", OWNER))
        .adds(
            "somebody else has cancelled",
            ComparisonNotes.foreign(
                CaseKind.CANCELLATION, "Stripe", "sub_1", "the end of subscription sub_1", OWNER))
        .adds(
            "somebody else has a customer verified",
            ComparisonNotes.foreign(CaseKind.VERIFICATION, "Stripe", "vs_7", "session vs_7", OWNER))
        .adds(
            "a case has not heard of it", differ(Difference.TRUTH_AHEAD, TicketState.PENDING, true))
        .adds("a ticket is behind", differ(Difference.TICKET_BEHIND, TicketState.DONE, false))
        .adds("there is no case", differ(Difference.CASE_MISSING, null, false))
        .adds("made twice", differ(Difference.DOUBLED, TicketState.DONE, false))
        .adds(
            "taken back by somebody else",
            ComparisonNotes.differ(
                truth(CaseKind.CANCELLATION, "sub_1", "subscription sub_1", "active"),
                standing(TicketState.DONE, false),
                Difference.REVERSED,
                OWNER))
        .adds(
            "not erased",
            ComparisonNotes.differ(
                truth(CaseKind.VERIFICATION, "vs_1", "session vs_1", "verified"),
                standing(TicketState.DONE, false),
                Difference.NOT_ERASED,
                OWNER));
  }

  private static List<String> differ(
      Difference difference, @Nullable TicketState ticket, boolean open) {
    return ComparisonNotes.differ(
        truth(CaseKind.REFUND, "re_3QxYzAbCdEf", "24.90 EUR of pi_3QxYzAbCdEf", "failed"),
        standing(ticket, open),
        difference,
        OWNER);
  }

  private static Standing standing(@Nullable TicketState ticket, boolean open) {
    return new Standing(ticket, open, open, false, false);
  }

  private static Truth truth(CaseKind kind, String ref, String words, String status) {
    return new Truth(
        kind,
        ref,
        new ObjectId("pi_3QxYzAbCdEf"),
        "",
        "4711",
        Says.NOT_SO,
        NOW,
        words,
        status,
        false);
  }
}
