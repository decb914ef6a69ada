package io.caserail.verification;

import static io.caserail.texts.StaffTexts.NOW;
import static io.caserail.texts.StaffTexts.away;
import static io.caserail.texts.StaffTexts.block;
import static io.caserail.texts.StaffTexts.failure;

import io.caserail.call.Causes;
import io.caserail.call.Failure;
import io.caserail.decision.Block;
import io.caserail.decision.Cause;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.AccountFacts;
import io.caserail.port.Claim;
import io.caserail.port.FailureType;
import io.caserail.port.Outcome;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.VerificationPolicy;
import io.caserail.refund.RefundTexts;
import io.caserail.texts.StaffTexts;
import java.time.Duration;
import java.util.List;

/** What a verification says to support. */
public final class VerificationTexts {
  private static final PersonTag CUSTOMER = new PersonTag("00000000000000aa");
  private static final PersonTag STRANGER = new PersonTag("00000000000000bb");
  private static final PersonTag LENA = new PersonTag("00000000000000cc");
  private static final VerificationPolicy POLICY = policy();
  private static final Waits WAITS = POLICY.waits();
  private static final List<DecisionKind> YES_OR_NO =
      List.of(DecisionKind.APPROVE, DecisionKind.REFUSE, DecisionKind.WITHDRAW);
  private static final List<DecisionKind> BEFORE =
      List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.WITHDRAW);
  private static final List<DecisionKind> AFTER_FIRST =
      List.of(
          DecisionKind.RETRY,
          DecisionKind.DONE_BY_HAND,
          DecisionKind.COMPENSATE,
          DecisionKind.WITHDRAW);
  private static final List<DecisionKind> FINAL =
      List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.SKIP);

  private VerificationTexts() {}

  private static VerificationPolicy policy() {
    VerificationPolicy world = FakeWorld.policy();
    return new VerificationPolicy(
        world.hash(),
        world.zone(),
        RefundTexts.policy().waits(),
        world.provider(),
        world.promise(),
        world.tries(),
        world.sessionLife(),
        world.checkedWithin(),
        world.redactWithin(),
        world.askAlways(),
        world.again(),
        world.reviewAlways(),
        world.hopeless(),
        world.suspicious());
  }

  /** All of it. */
  public static StaffTexts all() {
    StaffTexts texts = new StaffTexts("Verification");
    texts.says("asked for", CaseStatus.RUNNING, VerificationNotes.working());
    approvals(texts);
    waits(texts);
    doubts(texts);
    people(texts);
    ends(texts);
    return texts;
  }

  private static void approvals(StaffTexts texts) {
    Block goodwill =
        question(ruling("goodwill", CUSTOMER, ""), CaseStatus.NEEDS_APPROVAL, "approve");
    VerificationNotes notes = notes();
    texts
        .waits("for a reason that is never automatic", notes("goodwill"), goodwill)
        .waits("nobody has answered for a while", goodwill, notes("goodwill").reminder(goodwill))
        .waits(
            "the approvers have not answered", notes("goodwill"), goodwill.ownedBy(Block.DUTY_LEAD))
        .waits(
            "not verified before",
            notes,
            question(
                ruling("new_device", CUSTOMER, VerificationRules.NOT_VERIFIED),
                CaseStatus.NEEDS_APPROVAL,
                "approve"))
        .waits(
            "the requester's own account",
            notes,
            question(
                VerificationRules.judge(request("new_device"), facts(LENA, ""), POLICY),
                CaseStatus.NEEDS_APPROVAL,
                "approve"));
    VerificationNotes failed = invited();
    failed.reviewed(List.of("the document has expired", "the selfie does not match"));
    texts.waits(
        "people have the last word after failed tries",
        failed,
        review(VerificationRules.afterFailure(POLICY, "document_expired", POLICY.tries())));
    VerificationNotes passed = invited();
    passed.reviewed(List.of());
    texts.waits(
        "people have the last word after the provider's yes",
        passed,
        review(VerificationRules.afterSuccess(POLICY, "high_risk")));
  }

  private static void waits(StaffTexts texts) {
    VerificationNotes notes = notes();
    VerificationNotes invited = invited();
    VerificationNotes verified = verdict(VerificationRules.VERIFIED, "Stripe");
    Block open = block("open", Causes.away(away(FaultDomain.UPSTREAM, "Stripe"), BEFORE, WAITS));
    Block checking =
        block(
            "wait",
            Cause.system(
                    "Stripe",
                    Verification.BEING_CHECKED,
                    "Stripe has not given its verdict",
                    POLICY.checkedWithin())
                .ownedBy("Stripe")
                .offering(List.of(DecisionKind.RETRY, DecisionKind.WITHDRAW)));
    Block unerased =
        block(
            "erased",
            Cause.system(
                    "Stripe",
                    Verification.NOT_ERASED,
                    "Stripe has not erased what it collected",
                    POLICY.redactWithin())
                .ownedBy("Stripe")
                .offering(FINAL));
    texts
        .waits(
            "the account can't be read",
            notes,
            block(
                "look-up",
                Causes.away(
                    away(FaultDomain.UPSTREAM, "Accounts"),
                    List.of(DecisionKind.RETRY, DecisionKind.WITHDRAW),
                    WAITS)))
        .waits("the provider is away", notes, open)
        .waits("it takes longer than it may", open, notes.late(open))
        .waits(
            "the account system is away before the invitation",
            notes,
            block(
                "invite", Causes.away(away(FaultDomain.UPSTREAM, "Accounts"), AFTER_FIRST, WAITS)))
        .waits(
            "the ticket can't be read again before a session is opened",
            notes,
            block("open", Causes.away(away(FaultDomain.ZENDESK, "Zendesk"), BEFORE, WAITS)))
        .waits(
            "verifications are paused",
            notes,
            block(
                "open",
                Causes.away(
                    failure(
                        FailureType.PAUSED,
                        FaultDomain.PEOPLE,
                        "Caserail",
                        "verifications have been paused since 23 Nov 13:00, until two people resume"
                            + " them"),
                    BEFORE,
                    WAITS)))
        .waits(
            "the customer has a link",
            invited,
            customer(Verification.NOT_FINISHED, "the customer has not finished"))
        .waits(
            "a try has failed, and others are left",
            invited,
            customer(Verification.TRY_FAILED, "try 1 of 3 failed: the document has expired"))
        .waits("the customer has finished, and there is no verdict", invited, checking)
        .waits(
            "the verdict can't be put on the account",
            verified,
            block("apply", Causes.away(away(FaultDomain.UPSTREAM, "Accounts"), FINAL, WAITS)))
        .waits(
            "the provider can't be asked to erase",
            verified,
            block("erase", Causes.away(away(FaultDomain.UPSTREAM, "Stripe"), FINAL, WAITS)))
        .waits("it is not erased in time", verified, unerased)
        .waits("and takes longer still", unerased, verified.late(unerased))
        .waits(
            "a session can't be closed while it is being checked",
            invited,
            block(
                "open-undo",
                Causes.away(
                    failure(
                        FailureType.NOT_YET,
                        FaultDomain.UPSTREAM,
                        "Stripe",
                        "Stripe is checking it, and erases it after that"),
                    FINAL,
                    WAITS)));
  }

  private static Block customer(String code, String words) {
    return block(
        "wait",
        Cause.people(CaseStatus.WAITING, code, words, POLICY.sessionLife())
            .ownedBy("the customer")
            .offering(List.of(DecisionKind.RETRY, DecisionKind.WITHDRAW)));
  }

  private static void doubts(StaffTexts texts) {
    Failure lost =
        failure(FailureType.IN_DOUBT, FaultDomain.UPSTREAM, "Accounts", "no answer came back");
    texts
        .waits("the answer was lost", notes(), block("invite", Causes.inDoubt(lost, WAITS)))
        .waits(
            "our own worker died while it sent",
            notes(),
            block(
                "open",
                Causes.inDoubt(
                    failure(
                        FailureType.IN_DOUBT,
                        FaultDomain.LOCAL,
                        "",
                        "no answer from our own worker"),
                    WAITS)))
        .waits(
            "the answer about the verdict was lost",
            verdict(VerificationRules.VERIFIED, "Stripe"),
            block("apply", Causes.inDoubt(lost, WAITS)))
        .waits(
            "handed over to finance",
            notes(),
            block("invite", Causes.inDoubt(lost, WAITS)).ownedBy("Finance"))
        .waits(
            "nobody can find out any more",
            notes(),
            block("invite", Causes.leftInDoubt(lost, WAITS)))
        .waits(
            "a number was named that is not it",
            verdict(VerificationRules.VERIFIED, "Stripe"),
            block(
                "apply",
                Causes.unfit(lost, Outcome.absent("Accounts shows no verdict"), FINAL, WAITS)));
  }

  private static void people(StaffTexts texts) {
    VerificationNotes notes = notes();
    Ruling stranger = ruling("new_device", STRANGER, "");
    VerificationNotes theirs = notes();
    theirs.ruled(stranger, "Accounts");
    texts
        .waits(
            "another customer's account", theirs, question(stranger, CaseStatus.BLOCKED, "approve"))
        .waits(
            "the ticket became another customer's",
            notes,
            block(
                "approve",
                people(
                        "requester_changed",
                        "the ticket became another customer's after this was asked for")
                    .offering(List.of(DecisionKind.RETRY, DecisionKind.WITHDRAW))))
        .waits(
            "the account system does not take the verdict",
            verdict(VerificationRules.VERIFIED, "Stripe"),
            block("apply", people("locked", "the account is locked").offering(FINAL)))
        .waits(
            "a session is not there any more",
            invited(),
            block(
                "wait",
                Causes.away(
                    failure(
                        FailureType.NOT_FOUND,
                        FaultDomain.DATA,
                        "Stripe",
                        "it does not exist in Stripe"),
                    BEFORE,
                    WAITS)))
        .waits(
            "our key is not good",
            notes,
            block(
                "open",
                Causes.away(
                    failure(
                        FailureType.OUR_FAULT,
                        FaultDomain.LOCAL,
                        "Stripe",
                        "Stripe does not accept our credentials"),
                    BEFORE,
                    WAITS)))
        .waits(
            "it has failed, and nobody knows why",
            notes,
            block(
                "open",
                Causes.away(
                    failure(
                        FailureType.BAD_ANSWER,
                        FaultDomain.UNKNOWN,
                        "Stripe",
                        "it failed without a cause"),
                    BEFORE,
                    WAITS)))
        .waits(
            "a session can't be closed",
            invited(),
            block(
                "open-undo",
                Causes.notUndone(
                    "close the session",
                    Outcome.rejected("", "refused", "Stripe does not allow it"),
                    FINAL,
                    WAITS)));
  }

  private static void ends(StaffTexts texts) {
    reject(
        texts,
        "there is no such account",
        new AccountFacts("Accounts", new ObjectId("acct_1"), false, CUSTOMER, ""));
    reject(texts, "verified before", facts(CUSTOMER, VerificationRules.VERIFIED));
    reject(
        texts, "another customer's, and not possible", facts(STRANGER, VerificationRules.VERIFIED));
    VerificationNotes leftOut = verdict(VerificationRules.VERIFIED, "Ana");
    leftOut.leftOut("left out by Ben");
    VerificationNotes verified = verdict(VerificationRules.VERIFIED, "Stripe");
    VerificationNotes before = notes();
    before.verifiedBefore("vs_1");
    texts
        .says("verified", CaseStatus.COMPLETED, verified.decided(NOW))
        .says(
            "not verified",
            CaseStatus.COMPLETED,
            verdict(VerificationRules.NOT_VERIFIED, "Ana").decided(NOW))
        .says("the verdict was left out", CaseStatus.COMPLETED, leftOut.decided(NOW))
        .says(
            "verified by a case that was ended before it had anything erased",
            CaseStatus.COMPLETED,
            before.erasing())
        .says("erased after a delay", CaseStatus.COMPLETED, verified.erased())
        .says("erased, and the verdict was left out", CaseStatus.COMPLETED, leftOut.erased())
        .says(
            "erased by a person's word",
            CaseStatus.COMPLETED,
            verified.erasedByHand("done by hand, on Ana's word"))
        .says(
            "a person has given the erasure up",
            CaseStatus.COMPLETED,
            verified.kept("left out by Ana"))
        .says(
            "refused",
            CaseStatus.REFUSED,
            notes().ended(CaseStatus.REFUSED, "refused by Ben", false, false))
        .says(
            "withdrawn before the invitation",
            CaseStatus.WITHDRAWN,
            notes().ended(CaseStatus.WITHDRAWN, "withdrawn by Lena", false, false))
        .says(
            "withdrawn after the invitation",
            CaseStatus.WITHDRAWN,
            invited().ended(CaseStatus.WITHDRAWN, "withdrawn by Lena", false, false))
        .says(
            "withdrawn, and the session stays open",
            CaseStatus.WITHDRAWN,
            invited().ended(CaseStatus.WITHDRAWN, "withdrawn by Lena", true, false))
        .says(
            "withdrawn, and not known whether the session is closed",
            CaseStatus.WITHDRAWN,
            invited().ended(CaseStatus.WITHDRAWN, "withdrawn by Lena", false, true))
        .says(
            "taken back",
            CaseStatus.COMPENSATED,
            invited().ended(CaseStatus.COMPENSATED, "taken back by Ana", false, false))
        .says(
            "the customer has not finished",
            CaseStatus.EXPIRED,
            invited()
                .ended(CaseStatus.EXPIRED, "the customer did not finish in time", false, false))
        .says(
            "nobody has decided",
            CaseStatus.EXPIRED,
            notes().ended(CaseStatus.EXPIRED, "nobody decided in time", false, false));
  }

  private static void reject(StaffTexts texts, String situation, AccountFacts facts) {
    Ruling ruling = VerificationRules.judge(request("new_device"), facts, POLICY);
    VerificationNotes notes = notes();
    notes.ruled(ruling, "Accounts");
    texts.says(
        situation,
        CaseStatus.REJECTED,
        notes.ended(CaseStatus.REJECTED, ruling.because(), false, false));
  }

  private static Cause people(String code, String words) {
    return Cause.people(CaseStatus.BLOCKED, code, words, WAITS.approval());
  }

  private static Block question(Ruling ruling, CaseStatus status, String step) {
    return block(
        step,
        Cause.people(status, ruling.code(), ruling.because(), WAITS.approval())
            .ownedBy("Refund approvers")
            .needing(List.of(Role.APPROVER))
            .offering(YES_OR_NO));
  }

  private static Block review(Ruling ruling) {
    return question(ruling, CaseStatus.NEEDS_APPROVAL, Approvers.REVIEW.name());
  }

  private static Ruling ruling(String reason, PersonTag owner, String verdict) {
    return VerificationRules.judge(request(reason), facts(owner, verdict), POLICY);
  }

  private static VerificationNotes notes() {
    return notes("new_device");
  }

  private static VerificationNotes notes(String reason) {
    VerificationNotes notes = new VerificationNotes(request(reason), POLICY);
    notes.ruled(Ruling.go(), "Accounts");
    return notes;
  }

  private static VerificationNotes invited() {
    VerificationNotes notes = notes();
    Session session = new Session(1);
    session.invited(NOW.plus(Duration.ofDays(2)));
    notes.opened("vs_1");
    notes.invited(session);
    return notes;
  }

  private static VerificationNotes verdict(String verdict, String by) {
    VerificationNotes notes = invited();
    notes.verdict(verdict, by);
    return notes;
  }

  private static VerificationRequest request(String reason) {
    return new VerificationRequest(
        new ObjectId("acct_1"),
        new TicketId("4711"),
        reason,
        new Claim("audit-1", "lena", ""),
        "Lena",
        LENA,
        CUSTOMER,
        NOW);
  }

  private static AccountFacts facts(PersonTag owner, String verdict) {
    return new AccountFacts("Accounts", new ObjectId("acct_1"), true, owner, verdict);
  }
}
