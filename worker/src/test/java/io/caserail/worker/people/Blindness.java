package io.caserail.worker.people;

import io.caserail.port.Assertion;
import io.caserail.port.AuditFacts;
import io.caserail.port.Authority;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.Clearing;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.Proof;
import io.caserail.port.RefundOrder;
import io.caserail.port.RefundPolicy;
import io.caserail.port.VerificationPolicy;
import java.util.List;
import java.util.Map;

/** What the process does not see: each is one clause left out, and the books must show it. */
enum Blindness {
  NOTHING(""),
  /** Requester, approver and customer may be one person. */
  SAME_PERSON("same_person own_money"),
  /** Nobody's yes is missing. */
  APPROVALS("approval_missing"),
  /** What was asked for stands nowhere in the ticket. */
  PROOF_OF_REQUEST("request_not_proven"),
  /** The ticket's fields were changed after the request. */
  EDITS("edited"),
  /** The same click has had its refund. */
  USED_CLICKS("command_used"),
  /** It is too much to be sent by us at all. */
  BY_HAND("by_hand"),
  /** The amount is not what was asked for. */
  AMOUNT("amount_changed request_not_proven"),
  /** Refunds are paused. */
  PAUSES(""),
  /** Too much leaves the account within an hour. */
  BRAKE(""),
  /** A signature was given for another decision. */
  NONCE(""),
  /** Whoever stood in for somebody does so no more. */
  GRANT_DAYS(""),
  /** The policy is another one than was reviewed. */
  POLICY_HASH("");

  /** The codes of the stops that it does not see, with spaces between them. */
  private final String unseen;

  Blindness(String unseen) {
    this.unseen = unseen;
  }

  Authority of(Authority seeing) {
    return unseen.isEmpty() && this != BRAKE ? seeing : new Blind(seeing);
  }

  private final class Blind implements Authority {
    private final Authority seeing;

    Blind(Authority seeing) {
      this.seeing = seeing;
    }

    @Override
    public RefundPolicy policy() {
      RefundPolicy policy = seeing.policy();
      return Blindness.this != BRAKE
          ? policy
          : new RefundPolicy(
              policy.hash(),
              policy.zone(),
              policy.tiers(),
              policy.askAlways(),
              policy.windows(),
              policy.waits(),
              policy.bankDays(),
              policy.refundNumber(),
              Map.of(),
              policy.risk());
    }

    @Override
    public CancellationPolicy cancellations() {
      return seeing.cancellations();
    }

    @Override
    public VerificationPolicy verifications() {
      return seeing.verifications();
    }

    @Override
    public Proof prove(AuditFacts audit) {
      return seeing.prove(audit);
    }

    @Override
    public Proof prove(Assertion assertion) {
      return seeing.prove(assertion);
    }

    @Override
    public Clearing clear(RefundOrder order, PaymentFacts now) {
      Clearing clearing = seeing.clear(order, now);
      Outcome outcome = clearing.stopped();
      return outcome != null && List.of(unseen.split(" ")).contains(outcome.code())
          ? Clearing.GO
          : clearing;
    }
  }
}
