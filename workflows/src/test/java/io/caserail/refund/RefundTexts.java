package io.caserail.refund;

import static io.caserail.refund.Given.aRefund;
import static io.caserail.refund.Given.aRefundOf;
import static io.caserail.refund.Given.aRefundOfAll;
import static io.caserail.texts.StaffTexts.NOW;
import static io.caserail.texts.StaffTexts.away;
import static io.caserail.texts.StaffTexts.block;
import static io.caserail.texts.StaffTexts.failure;

import io.caserail.call.Causes;
import io.caserail.call.Failure;
import io.caserail.decision.Block;
import io.caserail.decision.Cause;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.Role;
import io.caserail.port.FailureType;
import io.caserail.port.Origin;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundPolicy;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.Trouble;
import io.caserail.texts.StaffTexts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a refund says to support. */
public final class RefundTexts {
  private static final String REF = "re_3QxYzAbCdEf";
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Waits WAITS = Given.policy().waits();
  private static final List<DecisionKind> YES_OR_NO =
      List.of(DecisionKind.APPROVE, DecisionKind.REFUSE, DecisionKind.WITHDRAW);
  private static final List<DecisionKind> BEFORE =
      List.of(DecisionKind.RETRY, DecisionKind.WITHDRAW);
  private static final List<DecisionKind> AT_SEND =
      List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.WITHDRAW);

  private RefundTexts() {}

  /** All of it. */
  public static StaffTexts all() {
    StaffTexts texts = new StaffTexts("Refund");
    begun(texts);
    approvals(texts);
    waits(texts);
    doubts(texts);
    people(texts);
    ends(texts);
    return texts;
  }

  /** The policy of the examples. */
  public static RefundPolicy policy() {
    return Given.policy();
  }

  private static void begun(StaffTexts texts) {
    texts.says("asked for", CaseStatus.RUNNING, aRefund().notes().working());
  }

  private static void approvals(StaffTexts texts) {
    Given large = aRefundOfAll().ofAPaymentOf(18_000, "EUR").forACustomerWith(1, 4_000);
    Block open = question(large);
    RefundNotes notes = large.notesOnceJudged();
    texts
        .waits("above the limit", notes, open)
        .waits("nobody has answered for a while", open, notes.reminder(open))
        .waits("the approvers have not answered", notes, open.ownedBy(Block.DUTY_LEAD))
        .waits("handed over to somebody", notes, open.ownedBy("Ana"));
    Given byCommand = aRefundOf("60").askedForByCommandLine();
    texts.adds(
        "the same where the ticket's fields hold something else",
        Objects.requireNonNull(byCommand.notesOnceJudged().waiting(question(byCommand)).fields())
            .otherwise());
    ask(
        texts,
        "a part of a payment, for two to agree",
        aRefundOf("600").ofAPaymentOf(90_000, "EUR"));
    ask(texts, "for a reason that is never automatic", aRefund().because("goodwill"));
    ask(texts, "without a reason", aRefund().because(""));
    ask(texts, "of an old payment", aRefund().paidDaysAgo(120));
    ask(texts, "while an inquiry is open", aRefund().withAnInquiryOf(1_000));
    ask(texts, "after a refund that looks alike", aRefund().afterARefundOf(2_490));
    ask(texts, "by somebody who has asked for many", aRefund().inADayOf(20, 30_000));
    ask(
        texts,
        "of which the card's bank warns",
        aRefundOfAll().ofAPaymentOf(2_490, "EUR").warnedOf());
    RefundNotes part = notes(partOf(large.request()), large);
    texts.waits("as a part of a cancellation", part, open);
  }

  private static void ask(StaffTexts texts, String situation, Given given) {
    texts.waits(situation, given.notesOnceJudged(), question(given));
  }

  /** As the case asks it. */
  private static Block question(Given given) {
    Ruling ruling = given.ruling();
    return block(
        "approve",
        Cause.people(CaseStatus.NEEDS_APPROVAL, ruling.code(), ruling.because(), WAITS.approval())
            .ownedBy(ruling.needs().contains(Role.APPROVER) ? "Refund approvers" : "Finance")
            .needing(ruling.needs())
            .offering(YES_OR_NO));
  }

  private static void waits(StaffTexts texts) {
    RefundNotes notes = aRefund().notesOnceJudged();
    Block away = block("pay", Causes.away(away(FaultDomain.UPSTREAM, "Stripe"), AT_SEND, WAITS));
    Block turn =
        block(
            "pay",
            Causes.away(
                new Failure(
                    FailureType.UPSTREAM_AWAY,
                    new Trouble(
                        FaultDomain.UPSTREAM,
                        "Stripe",
                        "Stripe accepts nothing now, and others try first",
                        Trouble.ITS_TURN)),
                AT_SEND,
                WAITS));
    texts
        .waits(
            "the payment can't be looked up",
            aRefund().notes(),
            block("look-up", Causes.away(away(FaultDomain.UPSTREAM, "Stripe"), BEFORE, WAITS)))
        .waits("the payment system is away", notes, away)
        .waits("it takes longer than it may", away, notes.late(away))
        .waits("others wait for the payment system too", notes, turn)
        .waits(
            "the ticket can't be read again before the send",
            notes,
            block("pay", Causes.away(away(FaultDomain.ZENDESK, "Zendesk"), AT_SEND, WAITS)))
        .waits(
            "refunds are paused",
            notes,
            block(
                "pay",
                Causes.away(
                    failure(
                        FailureType.PAUSED,
                        FaultDomain.PEOPLE,
                        "Caserail",
                        "refunds have been paused since 23 Nov 13:00, until two people resume them"),
                    AT_SEND,
                    WAITS)));
  }

  private static void doubts(StaffTexts texts) {
    RefundNotes notes = aRefund().notesOnceJudged();
    Failure lost =
        failure(FailureType.IN_DOUBT, FaultDomain.UPSTREAM, "Stripe", "no answer came back");
    Block doubt = block("pay", Causes.inDoubt(lost, WAITS));
    texts
        .waits("the answer was lost", notes, doubt)
        .waits("nobody knows after an hour", doubt, notes.late(doubt))
        .waits("handed over to finance", notes, doubt.ownedBy("Finance"))
        .waits("nobody can find out any more", notes, block("pay", Causes.leftInDoubt(lost, WAITS)))
        .waits(
            "a number was named that is not it",
            notes,
            block(
                "pay", Causes.unfit(lost, Outcome.absent("Stripe knows no re_x"), AT_SEND, WAITS)));
  }

  private static void people(StaffTexts texts) {
    Given stranger = aRefund().paidBy(Given.STRANGER);
    texts.waits("of another customer's payment", stranger.notesOnceJudged(), blocked(stranger));
    Given huge = aRefundOf("2500").ofAPaymentOf(300_000, "EUR");
    texts.waits(
        "more than is ever sent by itself",
        huge.notesOnceJudged(),
        block(
            "approve",
            people(huge.ruling().code(), huge.ruling().because())
                .ownedBy("Refund approvers")
                .needing(List.of(Role.APPROVER))
                .offering(
                    List.of(
                        DecisionKind.DONE_BY_HAND, DecisionKind.REFUSE, DecisionKind.WITHDRAW))));
    Given held = aRefund().underReviewFor(Duration.ofHours(2));
    texts.waits(
        "the payment is under risk review",
        held.notesOnceJudged(),
        block(
            "risk-review",
            Cause.people(
                    CaseStatus.BLOCKED,
                    held.ruling().code(),
                    held.ruling().because(),
                    Duration.ofDays(3))
                .ownedBy("Finance")
                .needing(List.of(Role.FINANCE))
                .offering(YES_OR_NO)));
    RefundNotes notes = aRefund().notesOnceJudged();
    texts
        .waits(
            "somebody else refunds the payment right before the send",
            notes,
            block(
                "approve",
                people("foreign_refund", "somebody else refunded 7.00 EUR in Stripe: re_7")
                    .ownedBy("Refund approvers")
                    .needing(List.of(Role.APPROVER))
                    .offering(
                        List.of(
                            DecisionKind.APPROVE,
                            DecisionKind.REFUSE,
                            DecisionKind.DONE_BY_HAND,
                            DecisionKind.WITHDRAW))))
        .waits(
            "a review begins right before the send",
            notes,
            block(
                "approve",
                people("risk_hold", "the payment is under risk review in Stripe")
                    .ownedBy("Finance")
                    .needing(List.of(Role.FINANCE))
                    .offering(AT_SEND)))
        .waits(
            "whoever asked would get the money",
            notes,
            block(
                "approve",
                people(
                        "own_money",
                        "whoever asked for it would get the money; withdraw it, and have a"
                            + " colleague ask")
                    .offering(List.of(DecisionKind.WITHDRAW, DecisionKind.REFUSE))))
        .waits(
            "the ticket became another customer's",
            notes,
            block(
                "approve",
                people(
                        "requester_changed",
                        "the ticket became another customer's after the approval, and the payment"
                            + " is not theirs; withdraw it, and ask again")
                    .offering(AT_SEND)))
        .waits(
            "the ticket's fields were changed after the request",
            notes,
            block(
                "approve",
                people(
                        "edited",
                        "payment, amount or reason were changed in the ticket after the request")
                    .offering(AT_SEND)))
        .waits(
            "a number was named that is not it",
            notes,
            block(
                "pay", Causes.unfit(null, Outcome.absent("Stripe knows no re_x"), AT_SEND, WAITS)))
        .waits(
            "the payment system does not take it",
            notes,
            block(
                "pay",
                Causes.away(
                    failure(
                        FailureType.BAD_ANSWER,
                        FaultDomain.UNKNOWN,
                        "Stripe",
                        "Stripe does not accept what we sent"),
                    AT_SEND,
                    WAITS)))
        .waits(
            "something that was named is not there",
            notes,
            block(
                "pay",
                Causes.away(
                    failure(
                        FailureType.NOT_FOUND,
                        FaultDomain.DATA,
                        "Stripe",
                        "it does not exist in Stripe"),
                    AT_SEND,
                    WAITS)))
        .waits(
            "our key is not good for looking it up",
            notes,
            block(
                "look-up",
                Causes.away(
                    failure(
                        FailureType.OUR_FAULT,
                        FaultDomain.LOCAL,
                        "Stripe",
                        "Stripe does not accept our credentials"),
                    BEFORE,
                    WAITS)))
        .waits(
            "our key is not good",
            notes,
            block(
                "pay",
                Causes.away(
                    failure(
                        FailureType.OUR_FAULT,
                        FaultDomain.LOCAL,
                        "Stripe",
                        "Stripe does not accept our credentials"),
                    AT_SEND,
                    WAITS)))
        .waits(
            "it has failed, and nobody knows why",
            notes,
            block(
                "pay",
                Causes.away(
                    failure(
                        FailureType.BAD_ANSWER,
                        FaultDomain.UNKNOWN,
                        "Stripe",
                        "it failed without a cause"),
                    AT_SEND,
                    WAITS)));
  }

  private static Cause people(String code, String words) {
    return Cause.people(CaseStatus.BLOCKED, code, words, WAITS.approval());
  }

  private static Block blocked(Given given) {
    Ruling ruling = given.ruling();
    return block(
        "approve",
        people(ruling.code(), ruling.because())
            .ownedBy("Refund approvers")
            .needing(ruling.needs())
            .offering(YES_OR_NO));
  }

  private static void ends(StaffTexts texts) {
    RefundNotes notes = aRefund().notesOnceJudged();
    RefundNotes part = notes(partOf(aRefund().request()), aRefund());
    RefundNotes told = notes(telling(aRefund().request()), aRefund());
    Outcome paid = Outcome.succeeded(REF, "");
    texts
        .says("sent", CaseStatus.COMPLETED, notes.sent(paid, NOW))
        .adds(
            "sent, and the macro had the customer told",
            Objects.requireNonNull(told.sent(paid, NOW).toCustomer()).note())
        .says("sent, as a part of a cancellation", CaseStatus.COMPLETED, part.sent(paid, NOW))
        .says(
            "sent, by the case before this one, as a part of a cancellation",
            CaseStatus.DUPLICATE,
            part.sent(paid.madeAt(NOW.minus(Duration.ofDays(2))), NOW))
        .says(
            "accepted, and not final",
            CaseStatus.COMPLETED,
            notes.pending(Outcome.pending(REF, "", WEEK), NOW))
        .says(
            "accepted, and the customer must give bank details",
            CaseStatus.COMPLETED,
            notes.pending(Outcome.actionRequired(REF, "", WEEK), NOW));
    RefundNotes made = aRefund().notesOnceJudged();
    var unused = made.pending(Outcome.pending(REF, "", WEEK), NOW);
    texts.waits(
        "accepted, and its follow-up can't begin",
        made,
        block(
            "hand-over",
            Causes.away(
                failure(
                    FailureType.UPSTREAM_AWAY,
                    FaultDomain.LOCAL,
                    "Temporal",
                    "Temporal did not take it"),
                List.of(DecisionKind.RETRY),
                WAITS)));
    reject(texts, "there is no such payment", aRefund().ofNoPayment());
    reject(texts, "the amount can't be read", aRefundOf("2,4,9"));
    reject(texts, "more than is left", aRefund().afterARefundOf(19_000));
    reject(texts, "nothing is left", aRefund().afterARefundOf(20_000));
    reject(texts, "nothing was captured", aRefund().ofAPaymentOf(0, "EUR"));
    reject(texts, "the payment is disputed", aRefund().withAnOpenDisputeOf(20_000));
    reject(texts, "a dispute was prevented", aRefund().withAPreventedDisputeOf(20_000, false));
    reject(texts, "a dispute about all of it was lost", aRefund().withALostDisputeOf(20_000));
    reject(
        texts,
        "refunded as fraud by whoever reviewed it",
        aRefund().afterAReviewThatWas(PaymentFacts.Review.FRAUD).afterARefundOf(20_000));
    reject(
        texts,
        "another customer's, and not possible",
        aRefund().afterARefundOf(20_000).paidBy(Given.STRANGER));
    texts
        .says(
            "the payment system declines",
            CaseStatus.REJECTED,
            notes.rejected("declined", "Stripe declines it"))
        .says(
            "the payment system declines a part of a cancellation",
            CaseStatus.REJECTED,
            part.rejected("declined", "Stripe declines it"))
        .says("refused", CaseStatus.REFUSED, notes.ended(CaseStatus.REFUSED, "refused by Ben"))
        .says(
            "refused, as a part of a cancellation",
            CaseStatus.REFUSED,
            part.ended(CaseStatus.REFUSED, "refused by Ben"))
        .says(
            "withdrawn",
            CaseStatus.WITHDRAWN,
            notes.ended(CaseStatus.WITHDRAWN, "withdrawn by Lena"))
        .says(
            "nobody has decided",
            CaseStatus.EXPIRED,
            notes.ended(CaseStatus.EXPIRED, "nobody decided in time"));
  }

  private static void reject(StaffTexts texts, String situation, Given given) {
    Ruling ruling = given.ruling();
    texts.says(
        situation,
        CaseStatus.REJECTED,
        given.notesOnceJudged().rejected(ruling.code(), ruling.because()));
  }

  private static RefundNotes notes(RefundRequest request, Given given) {
    RefundNotes notes = new RefundNotes(request, Given.policy());
    notes.ruled(request, given.ruling(), "Stripe");
    return notes;
  }

  private static RefundRequest partOf(RefundRequest request) {
    ObjectId order = new ObjectId("ord_1");
    OperationId step = OperationId.of(order, request.key(), "refund");
    return with(request, false, new Origin(CaseKind.CANCELLATION, order, step, 0));
  }

  private static RefundRequest telling(RefundRequest request) {
    return with(request, true, null);
  }

  private static RefundRequest with(RefundRequest request, boolean tells, @Nullable Origin origin) {
    return new RefundRequest(
        request.payment(),
        request.ticket(),
        origin == null || !request.amount().isEmpty() ? request.amount() : "180",
        request.reason(),
        request.by(),
        request.name(),
        request.person(),
        request.customer(),
        request.at(),
        0,
        List.of(),
        tells,
        origin);
  }
}
