package io.caserail.settlement;

import static io.caserail.texts.StaffTexts.NOW;
import static io.caserail.texts.StaffTexts.block;

import io.caserail.decision.Block;
import io.caserail.decision.Cause;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import io.caserail.model.Role;
import io.caserail.model.Step;
import io.caserail.model.TicketId;
import io.caserail.port.Outcome;
import io.caserail.port.RefundPolicy;
import io.caserail.port.SettlementRequest;
import io.caserail.texts.StaffTexts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What a refund that was accepted says to support until it is final. */
public final class SettlementTexts {
  private SettlementTexts() {}

  /** All of it. */
  public static StaffTexts all(RefundPolicy policy) {
    SettlementNotes notes = notes(policy, false);
    Block open =
        block(
            "settle",
            Cause.system(
                    "Stripe",
                    "not_final",
                    "Stripe has not given its final word",
                    policy.waits().settlement())
                .ownedBy("Stripe")
                .offering(List.of(DecisionKind.RETRY)));
    Block failed =
        new Cause(
                CaseStatus.BLOCKED,
                FaultDomain.UPSTREAM,
                "Stripe",
                "declined",
                "the bank sent it back",
                "re_3QxYzAbCdEf",
                "you",
                List.of(Role.FINANCE, Role.APPROVER),
                List.of(DecisionKind.DONE_BY_HAND, DecisionKind.WITHDRAW),
                Duration.ZERO,
                policy.waits().approval())
            .block(new Step("failed", "Have it paid another way"), 1, NOW);
    return new StaffTexts("Refund after it was accepted")
        .waits("the payment system's final word is out", notes, open)
        .waits("that takes too long", open, notes.late(open))
        .says("final", CaseStatus.COMPLETED, notes.arrived())
        .adds(
            "final, and the macro had the customer told",
            Objects.requireNonNull(notes(policy, true).arrived().toCustomer()).note())
        .waits("failed after it was accepted", notes, failed)
        .waits("nobody has mended that in time", failed, notes.late(failed))
        .says(
            "paid another way",
            CaseStatus.COMPLETED,
            notes.otherwise(Outcome.succeeded("re_9", "read in Stripe"), "Fin"))
        .says("sent again", CaseStatus.COMPLETED, notes.sentAgain("re_8"))
        .says("given up", CaseStatus.WITHDRAWN, notes.closed("withdrawn by Fin"));
  }

  private static SettlementNotes notes(RefundPolicy policy, boolean tells) {
    return new SettlementNotes(
        new SettlementRequest(
            "re_3QxYzAbCdEf",
            new ObjectId("pi_3QxYzAbCdEf"),
            new Money(2490, "EUR"),
            new TicketId("4711"),
            new RequestKey("00000000000000a1"),
            1,
            policy,
            tells),
        "Stripe");
  }
}
