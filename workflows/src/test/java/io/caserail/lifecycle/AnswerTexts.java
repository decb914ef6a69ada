package io.caserail.lifecycle;

import static io.caserail.texts.StaffTexts.block;

import io.caserail.decision.Block;
import io.caserail.decision.Cause;
import io.caserail.lifecycle.Answers.NotCounted;
import io.caserail.model.CaseStatus;
import io.caserail.model.Role;
import io.caserail.texts.StaffTexts;
import java.time.Duration;
import java.util.List;

/** What answers by any kind of case say to support. */
public final class AnswerTexts {
  private AnswerTexts() {}

  /** All of it. */
  public static StaffTexts all() {
    Block question =
        block(
            "approve",
            Cause.people(
                    CaseStatus.NEEDS_APPROVAL, "above_limit", "above 50.00 EUR", Duration.ofDays(1))
                .ownedBy("Refund approvers")
                .needing(List.of(Role.APPROVER)));
    NotCounted own =
        Answers.notCounted("Approval by Lena", "the same person asked for this refund", question);
    NotCounted other =
        Answers.notCounted("Approval by Mia", "the refund would go to the same person", question);
    NotCounted late =
        Answers.notCounted(
            "Refusal by Ben", "nothing of this ticket waits for a decision here", null);
    return new StaffTexts("Answers beside a request's own notes")
        .adds("a yes that does not count", own.lines())
        .adds("another decision that does not count", late.lines())
        .adds("several that do not count", Answers.notCounted(List.of(own, other, late)))
        .adds(
            "the field names nothing",
            Answers.noObject("Lena", "Refund payment", "a payment's number"))
        .adds("corrected in time", Answers.corrected("Lena", "18.00 EUR instead of 180.00 EUR"))
        .adds(
            "corrected too late",
            Answers.tooLate("Refund", "Lena", "18.00 EUR instead of 180.00 EUR"))
        .adds("another ticket's comes first", List.of(Answers.queued("Refund", "payment")))
        .adds("where is it: it waits", List.of(Answers.where("Refund", question)))
        .adds("where is it: under way", List.of(Answers.where("Refund", null)))
        .adds("where is it: nowhere", List.of(Answers.nothing("Refund")));
  }
}
