package io.caserail.cancellation;

import static io.caserail.texts.StaffTexts.NOW;
import static io.caserail.texts.StaffTexts.away;
import static io.caserail.texts.StaffTexts.block;
import static io.caserail.texts.StaffTexts.failure;

import io.caserail.call.Causes;
import io.caserail.call.Failure;
import io.caserail.cancellation.CancellationRequest.When;
import io.caserail.cancellation.Situation.Paid;
import io.caserail.decision.Block;
import io.caserail.decision.Cause;
import io.caserail.engine.Ended;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.Claim;
import io.caserail.port.FailureType;
import io.caserail.port.OrderFacts;
import io.caserail.port.Outcome;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.ShipmentFacts;
import io.caserail.port.SubscriptionFacts;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import io.caserail.record.StepLine;
import io.caserail.record.StepState;
import io.caserail.texts.StaffTexts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a cancellation says to support. */
public final class CancellationTexts {
  private static final PersonTag CUSTOMER = new PersonTag("00000000000000aa");
  private static final PersonTag STRANGER = new PersonTag("00000000000000bb");
  private static final PersonTag NOBODY = new PersonTag("none");
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
  private static final Paid ORDER = new Paid("pi_1", new Money(2490, "EUR"));
  private static final Paid TERM = new Paid("pi_2", new Money(990, "EUR"));

  /** An order with a subscription that has run for half a year. */
  private static final Situation OLD = situation(180, CUSTOMER, OrderFacts.Stage.OPEN, null);

  private final CancellationPolicy policy;
  private final Waits waits;
  private final StaffTexts texts = new StaffTexts("Cancellation");

  private CancellationTexts(CancellationPolicy policy) {
    this.policy = policy;
    this.waits = policy.waits();
  }

  /** All of it, with this patience. */
  public static StaffTexts all(Waits waits) {
    CancellationPolicy shop = FakeShop.policy();
    CancellationTexts all =
        new CancellationTexts(
            new CancellationPolicy(
                shop.hash(),
                shop.zone(),
                waits,
                shop.coolingOff(),
                shop.undoWindow(),
                shop.askAlways(),
                shop.labelVoid(),
                shop.billingEnd(),
                shop.returnWithin(),
                shop.paymentSystem()));
    all.begun();
    all.waits();
    all.goods();
    all.doubts();
    all.people();
    all.undoing();
    all.ends();
    return all.texts;
  }

  private void begun() {
    CancellationNotes notes = notes(OLD);
    texts.says("asked for", CaseStatus.RUNNING, CancellationNotes.working());
    Situation unbilled =
        new Situation(situation(3, CUSTOMER, OrderFacts.Stage.OPEN, null).order(), null, null);
    ask("for a reason that is never automatic", "goodwill", OLD);
    ask("without a reason", "", OLD);
    ask("the parcel has left, and the order is old", "changed_mind", moving(20));
    Cause left =
        Cause.people(
                CaseStatus.NEEDS_APPROVAL,
                "left",
                "it is cancelled already, and this is left: the label stands",
                waits.approval())
            .ownedBy("Refund approvers")
            .needing(List.of(Role.APPROVER))
            .offering(List.of(DecisionKind.APPROVE, DecisionKind.REFUSE, DecisionKind.WITHDRAW));
    CancellationNotes rest = notes(OLD);
    rest.ruled(
        CancellationRules.ofWhatIsLeft(
            Ruling.reject("already_cancelled", "it is cancelled already"),
            CancellationRules.ofTheRest(request("changed_mind", When.NOW), OLD, policy, NOW),
            List.of("the label stands")));
    texts.waits("something is left of what is cancelled", rest, block("approve", left));
    Block window =
        block(
            "undo-window",
            Cause.people(
                    CaseStatus.WAITING,
                    "undo-window",
                    "the customer may change their mind",
                    policy.undoWindow())
                .ownedBy("Caserail")
                .offering(List.of(DecisionKind.SKIP, DecisionKind.WITHDRAW)));
    texts
        .waits("billing will end with the term", notes, window)
        .waits("it takes effect at once", notes(unbilled), window)
        .waits(
            "the time to change one's mind is over, and the term is not",
            notes,
            block(
                "term",
                Cause.people(
                        CaseStatus.WAITING,
                        "term",
                        "the term that is paid for is not over",
                        Duration.ofDays(20))
                    .ownedBy("Caserail")
                    .offering(List.of(DecisionKind.RETRY, DecisionKind.WITHDRAW))));
  }

  private void ask(String situation, String reason, Situation facts) {
    CancellationRequest request = request(reason, When.TERM_END);
    Ruling ruling = CancellationRules.judge(request, facts, policy, NOW);
    CancellationNotes notes = notes(request, facts, ruling);
    Block block =
        block(
            "approve",
            Cause.people(
                    CaseStatus.NEEDS_APPROVAL, ruling.code(), ruling.because(), waits.approval())
                .ownedBy("Refund approvers")
                .needing(ruling.needs())
                .offering(
                    List.of(DecisionKind.APPROVE, DecisionKind.REFUSE, DecisionKind.WITHDRAW)));
    texts.waits(situation, notes, block);
    if (reason.isEmpty()) {
      texts
          .waits("nobody has answered for a while", block, notes.reminder(block))
          .waits("the approvers have not answered", notes, block.ownedBy(Block.DUTY_LEAD));
    }
  }

  private void waits() {
    CancellationNotes notes = notes(OLD);
    CancellationNotes told = acknowledged(OLD);
    Block shop =
        block("close-order", Causes.away(away(FaultDomain.UPSTREAM, "Shop"), BEFORE, waits));
    Block confirmed =
        block(
            "billing-ended",
            Cause.system(
                    "Stripe",
                    "not_final",
                    "Stripe has not confirmed that billing has ended",
                    policy.billingEnd())
                .offering(List.of(DecisionKind.RETRY, DecisionKind.SKIP)));
    texts
        .waits("the shop is away", notes, shop)
        .waits("it takes longer than it may", shop, notes.late(shop))
        .waits(
            "the payment system is away after the first step",
            notes,
            block(
                "stop-billing",
                Causes.away(away(FaultDomain.UPSTREAM, "Stripe"), AFTER_FIRST, waits)))
        .waits(
            "another system is away once it can't be taken back",
            told,
            block(
                "revoke-access@2", Causes.away(away(FaultDomain.UPSTREAM, "Access"), FINAL, waits)))
        .waits(
            "the ticket can't be read again before a change",
            notes,
            block("close-order", Causes.away(away(FaultDomain.ZENDESK, "Zendesk"), BEFORE, waits)))
        .waits(
            "cancellations are paused",
            notes,
            block(
                "close-order",
                Causes.away(
                    failure(
                        FailureType.PAUSED,
                        FaultDomain.PEOPLE,
                        "Caserail",
                        "cancellations have been paused since 23 Nov 13:00, until two people resume them"),
                    BEFORE,
                    waits)))
        .waits("a system's final word is out", told, confirmed)
        .waits("that takes too long", confirmed, told.late(confirmed))
        .waits(
            "a refund that follows from it is not decided",
            told,
            block(
                "refund",
                Cause.people(
                        CaseStatus.WAITING,
                        "refund_open",
                        "the refund of " + ORDER + " is a case of its own, refund-acme-pi_1",
                        Duration.ofHours(36))
                    .ownedBy("Caserail")
                    .offering(List.of(DecisionKind.RETRY))));
  }

  private void goods() {
    CancellationNotes notes = acknowledged(moving(3));
    texts
        .waits(
            "the parcel has left",
            notes,
            intercept(
                List.of(
                    DecisionKind.RETRY,
                    DecisionKind.DONE_BY_HAND,
                    DecisionKind.SKIP,
                    DecisionKind.COMPENSATE,
                    DecisionKind.WITHDRAW)))
        .waits("the parcel has left, and it can't be taken back", notes, intercept(FINAL))
        .waits(
            "nobody says where the parcel is",
            notes,
            block(
                "find-parcel",
                people("parcel_unknown", "nobody says where the parcel is").offering(FINAL)))
        .waits("the customer has the goods", notes, out("goods_to_return"))
        .waits("the goods come back", notes, out("goods_come_back"));
  }

  private Block intercept(List<DecisionKind> offers) {
    return block(
        "intercept",
        people("parcel_left", "the parcel has left (TR1)").showing("TR1").offering(offers));
  }

  private Block out(String code) {
    return block(
        "goods-back",
        Cause.people(
                CaseStatus.WAITING,
                code,
                ORDER + " is due, and the parcel is not back",
                policy.returnWithin())
            .offering(List.of(DecisionKind.DONE_BY_HAND, DecisionKind.SKIP)));
  }

  private void doubts() {
    Failure lost =
        failure(FailureType.IN_DOUBT, FaultDomain.UPSTREAM, "Stripe", "no answer came back");
    Block doubt = block("end-billing", Causes.inDoubt(lost, waits));
    texts
        .waits("the answer was lost", acknowledged(OLD), doubt)
        .waits(
            "our own worker died while it sent",
            acknowledged(OLD),
            block(
                "close-order",
                Causes.inDoubt(
                    failure(
                        FailureType.IN_DOUBT,
                        FaultDomain.LOCAL,
                        "",
                        "no answer from our own worker"),
                    waits)))
        .waits("handed over to finance", acknowledged(OLD), doubt.ownedBy("Finance"))
        .waits(
            "nobody can find out any more",
            acknowledged(OLD),
            block("end-billing", Causes.leftInDoubt(lost, waits)))
        .waits(
            "a number was named that is not it",
            acknowledged(OLD),
            block(
                "end-billing",
                Causes.unfit(
                    lost, Outcome.absent("billing has not ended in Stripe"), FINAL, waits)));
  }

  private void people() {
    CancellationNotes notes = notes(OLD);
    Situation nobodys = situation(180, NOBODY, OrderFacts.Stage.OPEN, null);
    Ruling unknown =
        CancellationRules.judge(request("changed_mind", When.TERM_END), nobodys, policy, NOW);
    texts
        .waits(
            "nobody knows whose it is",
            notes(request("changed_mind", When.TERM_END), nobodys, unknown),
            block(
                "approve",
                people(unknown.code(), unknown.because())
                    .ownedBy("Refund approvers")
                    .needing(unknown.needs())
                    .offering(
                        List.of(DecisionKind.APPROVE, DecisionKind.REFUSE, DecisionKind.WITHDRAW))))
        .waits(
            "a system says no",
            notes,
            block("close-order", people("packed", "it is packed already").offering(BEFORE)))
        .waits(
            "somebody else has opened it again",
            acknowledged(OLD),
            block(
                "opened-again",
                people("opened_again", "the order was opened again in Shop, by somebody else")
                    .offering(
                        List.of(
                            DecisionKind.RETRY,
                            DecisionKind.SKIP,
                            DecisionKind.COMPENSATE,
                            DecisionKind.WITHDRAW))))
        .waits(
            "the ticket became another customer's",
            notes,
            block(
                "close-order",
                people(
                        "requester_changed",
                        "the ticket became another customer's after this was asked for")
                    .offering(BEFORE)))
        .waits(
            "a refund that follows from it was not made",
            acknowledged(OLD),
            block(
                "refund",
                people("refund_refused", "the refund of " + ORDER + " was not made: refused by Ben")
                    .offering(FINAL)))
        .waits(
            "something that was named is not there",
            notes,
            block(
                "stop-billing",
                Causes.away(
                    failure(
                        FailureType.NOT_FOUND,
                        FaultDomain.DATA,
                        "Stripe",
                        "it does not exist in Stripe"),
                    BEFORE,
                    waits)))
        .waits(
            "our key is not good",
            notes,
            block(
                "close-order",
                Causes.away(
                    failure(
                        FailureType.OUR_FAULT,
                        FaultDomain.LOCAL,
                        "Shop",
                        "Shop does not accept our credentials"),
                    BEFORE,
                    waits)))
        .waits(
            "it has failed, and nobody knows why",
            notes,
            block(
                "close-order",
                Causes.away(
                    failure(
                        FailureType.BAD_ANSWER,
                        FaultDomain.UNKNOWN,
                        "Shop",
                        "it failed without a cause"),
                    BEFORE,
                    waits)));
  }

  private void undoing() {
    CancellationNotes notes = acknowledged(OLD);
    Failure lost =
        failure(FailureType.IN_DOUBT, FaultDomain.UPSTREAM, "Shop", "no answer came back");
    texts
        .waits(
            "while it is taken back a system is away",
            notes,
            block(
                "close-order-undo", Causes.away(away(FaultDomain.UPSTREAM, "Shop"), FINAL, waits)))
        .waits(
            "while it is taken back an answer was lost",
            notes,
            block("close-order-undo", Causes.away(lost, FINAL, waits)))
        .waits(
            "a system does not take it back",
            notes,
            block(
                "close-order-undo",
                Causes.notUndone(
                    "reopen the order",
                    Outcome.rejected("", "shipped", "it has been shipped"),
                    FINAL,
                    waits)));
  }

  private void ends() {
    reject("there is no such order", CaseStatus.REJECTED, situation(3, CUSTOMER, null, null));
    reject(
        "another customer's",
        CaseStatus.REJECTED,
        situation(3, STRANGER, OrderFacts.Stage.OPEN, null));
    reject("cancelled before", CaseStatus.REJECTED, over(OrderFacts.Stage.CANCELLED));
    reject("done with", CaseStatus.REJECTED, over(OrderFacts.Stage.CLOSED));
    reject("its end is scheduled", CaseStatus.REJECTED, ending());
    CancellationNotes notes = notes(OLD);
    notes.acknowledged(NOW);
    texts
        .says(
            "done, with nothing due",
            CaseStatus.COMPLETED,
            notes.done(
                List.of("the order is closed", "billing has ended", "access is taken away"),
                Parcel.NONE,
                List.of(),
                List.of()))
        .says(
            "done, and paid back",
            CaseStatus.COMPLETED,
            notes.done(
                List.of("the order is closed", "its label is void"),
                Parcel.VOIDED,
                List.of(new PaidBack(ORDER, Outcome.succeeded("re_1", ""))),
                List.of()))
        .says(
            "done, and a refund is not final",
            CaseStatus.COMPLETED,
            notes.done(
                List.of("the order is closed", "billing has ended"),
                Parcel.NONE,
                List.of(
                    new PaidBack(ORDER, Outcome.succeeded("re_1", "")),
                    new PaidBack(
                        TERM,
                        new Outcome(
                            Outcome.Kind.SUCCEEDED, "re_2", Outcome.NOT_FINAL, "", null, null))),
                List.of()))
        .says(
            "done, and a person has left a refund out",
            CaseStatus.COMPLETED,
            notes.done(
                List.of("the order is closed", "billing has ended"),
                Parcel.NONE,
                List.of(new PaidBack(ORDER, Outcome.skipped("left out by Ana"))),
                List.of()))
        .says(
            "done, and the customer must send the parcel back",
            CaseStatus.COMPLETED,
            acknowledged(moving(3))
                .done(List.of("the order is closed"), Parcel.TO_RETURN, List.of(), List.of()))
        .says(
            "done, and a person is to ask for the money",
            CaseStatus.COMPLETED,
            notes.done(
                List.of("the order is closed", "the parcel is back"),
                Parcel.BACK,
                List.of(),
                List.of(ORDER, TERM)));
    CancellationNotes part = acknowledged(OLD);
    part.leavesOut();
    texts.says(
        "done in part, because a person left the rest",
        CaseStatus.COMPLETED,
        part.done(
            List.of("the order is closed", "billing goes on"), Parcel.NONE, List.of(), List.of()));
    end("refused", CaseStatus.REFUSED, "refused by Ben");
    end("withdrawn before anything was done", CaseStatus.WITHDRAWN, "withdrawn by Lena");
    end("nobody has decided", CaseStatus.EXPIRED, "nobody decided in time");
    end(
        "taken back",
        CaseStatus.COMPENSATED,
        "taken back by Lena",
        line("close-order", StepState.UNDONE),
        line("stop-billing", StepState.UNDONE));
    end(
        "withdrawn, and taken back in part",
        CaseStatus.WITHDRAWN,
        "withdrawn by Lena",
        line("close-order", StepState.KEPT),
        line("stop-billing", StepState.UNDONE));
    end(
        "withdrawn, and not known whether taken back",
        CaseStatus.WITHDRAWN,
        "withdrawn by Lena",
        line("close-order", StepState.UNDO_UNKNOWN),
        line("stop-billing", StepState.UNDONE));
    end(
        "withdrawn, and cancelled in part before",
        CaseStatus.WITHDRAWN,
        "withdrawn by Lena",
        line("close-order", StepState.DONE),
        line("stop-billing", StepState.UNDONE));
  }

  private void reject(String situation, CaseStatus status, Situation facts) {
    CancellationRequest request = request("changed_mind", When.TERM_END);
    Ruling ruling = CancellationRules.judge(request, facts, policy, NOW);
    texts.says(situation, status, notes(request, facts, ruling).rejected(ruling));
  }

  private void end(String situation, CaseStatus status, String why, StepLine... steps) {
    CancellationRequest request = request("changed_mind", When.TERM_END);
    RequestView view =
        new RequestView(
            request.key().value(),
            "4711",
            "cancel order ord_1",
            null,
            "Lena",
            NOW,
            status,
            "",
            null,
            Arrays.asList(steps),
            List.of(),
            List.of());
    CaseView seen =
        new CaseView(
            CaseKind.CANCELLATION, "ord_1", status, List.of(), "", List.of(), List.of(view), null);
    texts.says(situation, status, notes(OLD).ended(new Ended(status, why), seen));
  }

  private static StepLine line(String step, StepState state) {
    return new StepLine(step, step, state, "", 0, "", "", NOW, NOW, "Caserail");
  }

  private Cause people(String code, String words) {
    return Cause.people(CaseStatus.BLOCKED, code, words, waits.approval());
  }

  private CancellationNotes acknowledged(Situation facts) {
    CancellationNotes notes = notes(facts);
    var unused = notes.acknowledged(NOW);
    return notes;
  }

  private CancellationNotes notes(Situation facts) {
    CancellationRequest request = request("changed_mind", When.TERM_END);
    return notes(request, facts, CancellationRules.judge(request, facts, policy, NOW));
  }

  private CancellationNotes notes(CancellationRequest request, Situation facts, Ruling ruling) {
    CancellationNotes notes = new CancellationNotes(request, policy);
    notes.found(facts);
    notes.ruled(ruling);
    return notes;
  }

  private static CancellationRequest request(String reason, When when) {
    return new CancellationRequest(
        new ObjectId("ord_1"),
        new TicketId("4711"),
        when,
        reason,
        new Claim("audit-1", "lena", ""),
        "Lena",
        new PersonTag("00000000000000cc"),
        CUSTOMER,
        NOW);
  }

  private static Situation moving(int days) {
    return situation(days, CUSTOMER, OrderFacts.Stage.OPEN, ShipmentFacts.Stage.MOVING);
  }

  private static Situation over(OrderFacts.Stage stage) {
    return new Situation(situation(180, CUSTOMER, stage, null).order(), null, null);
  }

  private static Situation ending() {
    Situation facts = situation(180, CUSTOMER, OrderFacts.Stage.CANCELLED, null);
    return new Situation(
        facts.order(), subscription(180, CUSTOMER, SubscriptionFacts.Status.ENDING), null);
  }

  /**
   * @param stage that of the order; null where there is none
   * @param parcel that of its parcel; null where there is none
   */
  private static Situation situation(
      int days,
      PersonTag owner,
      OrderFacts.@Nullable Stage stage,
      ShipmentFacts.@Nullable Stage parcel) {
    return new Situation(
        new OrderFacts(
            "Shop",
            new ObjectId("ord_1"),
            stage != null,
            owner,
            stage == null ? OrderFacts.Stage.OPEN : stage,
            NOW.minus(Duration.ofDays(days)),
            "sub_1",
            parcel == null ? "" : "shp_1",
            "acc_1",
            "pi_1",
            ORDER.amount()),
        subscription(days, owner, SubscriptionFacts.Status.RUNNING),
        parcel == null
            ? null
            : new ShipmentFacts("Carrier", new ObjectId("shp_1"), true, parcel, "TR1"));
  }

  private static SubscriptionFacts subscription(
      int days, PersonTag owner, SubscriptionFacts.Status status) {
    return new SubscriptionFacts(
        "Stripe",
        new ObjectId("sub_1"),
        true,
        owner,
        status,
        NOW.minus(Duration.ofDays(days)),
        NOW.plus(Duration.ofDays(20)),
        "",
        "",
        "pi_2",
        TERM.amount());
  }
}
