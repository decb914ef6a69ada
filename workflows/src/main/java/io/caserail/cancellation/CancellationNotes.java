package io.caserail.cancellation;

import io.caserail.cancellation.Situation.Paid;
import io.caserail.decision.Block;
import io.caserail.display.Notes;
import io.caserail.engine.Ended;
import io.caserail.model.DecisionKind;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.ShipmentFacts;
import io.caserail.port.SubscriptionFacts;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import io.caserail.record.CaseView;
import io.caserail.record.StepLine;
import io.caserail.record.StepState;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a cancellation says in its ticket. At most five lines a note: what happened, what it means
 * for the customer, who owns it, what to do now, what not to do.
 */
final class CancellationNotes extends Notes {
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("d MMMM yyyy 'at' HH:mm", Locale.ENGLISH);
  private final CancellationRequest request;
  private final CancellationPolicy policy;
  private Ruling ruling = Ruling.reject("not_judged", "not looked at yet");
  private Situation facts = new Situation(null, null, null);
  private @Nullable Instant acknowledged;
  private boolean whole = true;

  CancellationNotes(CancellationRequest request, CancellationPolicy policy) {
    super(policy.zone());
    this.request = request;
    this.policy = policy;
  }

  /** From here on it is known what is cancelled. */
  void found(Situation newest) {
    facts = newest;
  }

  /** From here on it is known how. */
  void ruled(Ruling by) {
    ruling = by;
  }

  static TicketView working() {
    return new TicketView(TicketState.WORKING, WaitsFor.CASERAIL, "", List.of());
  }

  TicketView rejected(Ruling no) {
    boolean hide = no.code().equals(CancellationRules.OTHER_CUSTOMER);
    return view(
        TicketState.REJECTED,
        WaitsFor.REQUESTER,
        "Cancellation not made: " + request.what() + ": " + no.because() + ".",
        "Customer: told nothing; this has cancelled nothing.",
        "Owner: you.",
        "Do now: " + nextStep(no.code()),
        hide
            ? "Do not: tell this customer anything about it."
            : "Do not: tell the customer that it is cancelled by this.");
  }

  /** The order is closed and billing will end; the text that is to be sent stands in the note. */
  TicketView acknowledged(Instant windowEnds) {
    acknowledged = windowEnds;
    return view(
        TicketState.PENDING,
        WaitsFor.REQUESTER,
        "Cancellation begun: " + request.what() + ", " + effect() + ". Nothing final is done yet.",
        "Customer: not told yet. Text to send: \"We have received your cancellation of "
            + request.what()
            + " on "
            + dateTime(request.at())
            + ". It takes effect "
            + (ruling.endsNow() ? "at once" : "on " + dateTime(termEnds()))
            + ". You can take it back until "
            + dateTime(takenBackUntil(windowEnds))
            + ".\"",
        "Owner: you, to send it; Caserail goes on at " + dayTime(windowEnds) + ".",
        "Do now: send the customer that text. Changed their mind: macro Cancellation: withdraw.",
        "Do not: pay money back, void a label or end billing by hand.");
  }

  /** The undo window is over, and the term is not. */
  TicketView untilTermEnds() {
    return view(
        TicketState.PENDING,
        WaitsFor.CASERAIL,
        "Cancellation of %s goes on: billing ends with the term, on %s."
            .formatted(request.what(), dateTime(termEnds())),
        "Customer: keeps what they paid for until then.",
        "Owner: Caserail; it writes here when billing has ended.",
        "Do now: nothing."
            + (goesOut() ? "" : " Changed their mind: macro Cancellation: withdraw."),
        "Do not: end billing or take access away by hand.");
  }

  /** From here on it is settled that something of it is left as it was. */
  void leavesOut() {
    whole = false;
  }

  /** Who has not everything cancelled is not told that they have. */
  private String tellDone() {
    return whole ? "macro Tell customer: cancelled" : "tell the customer what of it goes on";
  }

  /**
   * It is done.
   *
   * @param done what was done, as clauses
   * @param back what became of the money that was due
   * @param due what a person is still to ask for, as a refund of its own
   */
  TicketView done(List<String> done, Parcel parcel, List<PaidBack> back, List<Paid> due) {
    if (!back.isEmpty()) {
      return paidBack(done, parcel, back);
    }
    return view(
        TicketState.DONE,
        WaitsFor.REQUESTER,
        "Cancellation done: " + request.what() + ": " + String.join(", ", done) + ".",
        "Customer: not told yet that it is done. " + forCustomer(parcel, due),
        "Owner: you.",
        "Do now: " + toDo(parcel, due),
        due.isEmpty()
            ? "Do not: pay anything back for it."
            : "Do not: say that money is on its way before the refund's own note says so.");
  }

  private TicketView paidBack(List<String> done, Parcel parcel, List<PaidBack> back) {
    String paid = words(back.stream().filter(one -> one.isPaid() && !one.isOpen()).toList());
    String open = words(back.stream().filter(PaidBack::isOpen).toList());
    String kept = words(back.stream().filter(one -> !one.isPaid()).toList());
    boolean followed = back.stream().filter(PaidBack::isOpen).allMatch(PaidBack::isFollowed);
    return view(
        TicketState.DONE,
        WaitsFor.REQUESTER,
        "Cancellation done: " + request.what() + ": " + String.join(", ", done) + ".",
        "Customer: not told yet that it is done."
            + (paid.isEmpty() ? "" : " Refunded: " + paid + ".")
            + (open.isEmpty() ? "" : " Refund accepted, not final yet: " + open + ".")
            + (kept.isEmpty() ? "" : " Left out, and not refunded: " + kept + "."),
        "Owner: you.",
        "Do now: "
            + (parcel == Parcel.TO_RETURN ? "send them a return label; " : "")
            + (open.isEmpty()
                ? tellDone() + ", then solve."
                : tellDone()
                    + (followed
                        ? "; solve once the refund's own note says final."
                        : "; solve once it is final in the payment system too.")),
        paid.isEmpty() && open.isEmpty()
            ? "Do not: pay anything back for it."
            : "Do not: "
                + (open.isEmpty() ? "" : "say refunded before it is final, or ")
                + "refund any of it again, here or in the payment system.");
  }

  private static String words(List<PaidBack> back) {
    return String.join(" and ", back.stream().map(PaidBack::words).toList());
  }

  private String forCustomer(Parcel parcel, List<Paid> due) {
    String money =
        due.isEmpty()
            ? "No money is due back"
            : list(due) + (due.size() == 1 ? " is" : " are") + " due back";
    return switch (parcel) {
      case TO_RETURN ->
          "They must send the parcel"
              + tracking()
              + " back; "
              + (due.isEmpty() ? "no money is due back." : money + " once it has arrived.");
      case COMES_BACK ->
          "The parcel"
              + tracking()
              + " comes back; "
              + (due.isEmpty() ? "no money is due back." : money + " once it has arrived.");
      default -> money + ".";
    };
  }

  private String toDo(Parcel parcel, List<Paid> due) {
    String label = parcel == Parcel.TO_RETURN ? "send them a return label; " : "";
    String before = parcel.isOut() ? "when the parcel is back, " : "";
    String tell = tellDone() + ", then solve.";
    if (due.isEmpty()) {
      return label + tell;
    }
    String refunds =
        String.join(
            ", then ",
            due.stream()
                .map(
                    paid ->
                        ("put %s into Refund payment and %s into Refund amount and apply macro"
                                + " Refund: send")
                            .formatted(paid.payment(), number(paid)))
                .toList());
    return label + before + refunds + "; " + tell;
  }

  /** It ended early; what was done has been taken back, as far as that could be done. */
  TicketView ended(Ended ended, CaseView view) {
    List<StepLine> steps =
        view.requests().stream()
            .filter(r -> r.key().equals(request.key().value()))
            .reduce((first, last) -> last)
            .map(r -> r.steps())
            .orElse(List.of());
    List<String> undone = phrases(steps, StepState.UNDONE);
    List<String> kept = phrases(steps, StepState.KEPT);
    List<String> unknown = phrases(steps, StepState.UNDO_UNKNOWN);
    // What stood before this request was not its own to take back.
    List<String> stood = phrases(steps, StepState.DONE);
    TicketState state = state(ended.status());
    if (undone.isEmpty() && kept.isEmpty() && unknown.isEmpty() && stood.isEmpty()) {
      return notMade(state, ended.reason());
    }
    return view(
        state,
        WaitsFor.REQUESTER,
        "Cancellation taken back: %s: %s.%s%s%s%s"
            .formatted(
                request.what(),
                ended.reason(),
                listed(" As before: ", undone),
                listed(" Not as before: ", kept),
                listed(" Not known whether as before: ", unknown),
                listed(" So before this request: ", stood)),
        "Customer: "
            + (!kept.isEmpty()
                ? "does not have everything back."
                : !unknown.isEmpty()
                    ? "may not have everything back."
                    : "has everything as it was before" + (stood.isEmpty() ? "." : " it.")),
        "Owner: you.",
        "Do now: "
            + (unknown.isEmpty() ? "" : "find out what is not known and ")
            + (kept.isEmpty() && unknown.isEmpty()
                ? ""
                : "set right by hand what is not as before; ")
            + (stood.isEmpty()
                ? ""
                : "find out who cancelled it before, and whether they meant it; ")
            + (kept.isEmpty() && unknown.isEmpty() && stood.isEmpty()
                ? "tell the customer that nothing is cancelled, then solve."
                : "then tell the customer."),
        "Do not: pay anything back for it.");
  }

  private static String listed(String head, List<String> phrases) {
    return phrases.isEmpty() ? "" : head + String.join(", ", phrases) + ".";
  }

  /** It ended early, before anything was done. */
  TicketView notMade(TicketState state, String why) {
    return view(
        state,
        WaitsFor.REQUESTER,
        "Cancellation not made: " + request.what() + ": " + why + ". Nothing was changed.",
        "Customer: nothing is cancelled.",
        "Owner: you.",
        "Do now: answer the customer; if it is still wanted, apply macro Cancellation: cancel"
            + " again.",
        "Do not: tell the customer that it is cancelled.");
  }

  @Override
  public TicketView waiting(Block block) {
    if (block.step().equals("undo-window")) {
      return acknowledged(block.due());
    }
    if (block.step().equals("term")) {
      return untilTermEnds();
    }
    return switch (block.status()) {
      case NEEDS_APPROVAL -> approval(block);
      case IN_DOUBT -> doubt(block);
      case WAITING ->
          switch (block.code()) {
            case "not_final" -> open(block);
            case "goods_to_return", "goods_come_back" -> goodsOut(block);
            case "refund_open" -> refundOpen(block);
            case "paused" -> paused(block);
            default -> away(block);
          };
      default -> block.step().equals("intercept") ? intercept(block) : person(block);
    };
  }

  private TicketView approval(Block block) {
    return view(
        TicketState.NEEDS_APPROVAL,
        waitsFor(block.needs()),
        "Approval needed: cancel %s, %s. Asked by %s: %s."
            .formatted(
                request.what(),
                effect(),
                request.name(),
                CancellationRules.words(request.reason())),
        "Why: " + ruling.because() + ". Customer: told nothing.",
        whoAnswers(block, policy.waits(), "it expires"),
        "Do now (not " + request.name() + "): macro Cancellation: approve or Cancellation: refuse.",
        "Do not: cancel anything by hand meanwhile.");
  }

  private TicketView doubt(Block block) {
    return view(
        TicketState.CHECK_NEEDED,
        waitsForDoubt(block),
        ("Cancellation of %s in doubt at \"%s\": sent to %s%s, the answer was lost. It may or"
                + " may not have happened.%s")
            .formatted(
                request.what(), step(block), sentTo(block), sentAt(block), namedInVain(block)),
        "Customer: do not say cancelled, do not say failed. Macro Tell customer: we are checking.",
        ownerOfDoubt(block, sentTo(block), policy.waits()),
        inDoubtDo(block)
            + "look in "
            + sentTo(block)
            + ", then macro Cancellation: I checked: found, with its number in By-hand reference,"
            + " or Cancellation: I checked: none.",
        "Do not: do it by hand, or withdraw.");
  }

  @Override
  protected String systemOf(String step) {
    return switch (step.replaceAll("@.*|-undo$", "")) {
      case "close-order" -> facts.order() == null ? super.systemOf(step) : facts.order().system();
      case "stop-billing", "end-billing" -> policy.paymentSystem();
      case "void-label" ->
          facts.shipment() == null ? super.systemOf(step) : facts.shipment().system();
      case "revoke-access" -> "the access system";
      default -> super.systemOf(step);
    };
  }

  private TicketView away(Block block) {
    return view(
            TicketState.WAITING,
            heldUpBy(block),
            head(block)
                + " waits at \""
                + step(block)
                + "\": "
                + notAccepted(block)
                + ". "
                + fault(block)
                + ".",
            "Customer: " + customer(block) + ifTheyAsk(block),
            "Owner: "
                + block.owner()
                + "; it goes on by itself when "
                + block.system()
                + " is back.",
            "Do now: nothing. Cannot wait? " + capital(macros(block)) + ".",
            "Do not: promise a time, or do it by hand " + unlessSaid(block) + ".")
        .waitingOn(block.system());
  }

  /** What waits for the payment system stands in its own list, whatever kind of case it is. */
  private WaitsFor heldUpBy(Block block) {
    return block.system().equals(policy.paymentSystem())
        ? WaitsFor.PAYMENT_SYSTEM
        : WaitsFor.CASERAIL;
  }

  /** Held on purpose: to go round it by hand would undo what it is for. */
  private TicketView paused(Block block) {
    return view(
        TicketState.WAITING,
        WaitsFor.LEAD,
        head(block) + " waits at \"" + step(block) + "\": " + block.cause() + ".",
        "Customer: " + customer(block) + ifTheyAsk(block),
        "Owner: " + block.owner() + "; it goes on by itself when the pause is over.",
        "Do now: nothing.",
        "Do not: promise a time, or do it by hand meanwhile.");
  }

  /** A system's final word is out; told when it is late, or to answer who has said something. */
  private TicketView open(Block block) {
    return view(
        TicketState.PENDING,
        heldUpBy(block),
        head(block) + " waits: " + block.cause() + ", asked since " + dayTime(block.since()) + ".",
        "Customer: " + customer(block),
        "Owner: "
            + block.owner()
            + "; it asks again and again. Late from "
            + dayTime(block.due())
            + ".",
        "Do now: nothing until then; after that ask %s why, or %s."
            .formatted(block.system(), macros(block)),
        "Do not: say that it is done.");
  }

  /** Everything else is done; the money waits for the goods. */
  private TicketView goodsOut(Block block) {
    boolean comes = block.code().equals("goods_come_back");
    return view(
        TicketState.PENDING,
        WaitsFor.REQUESTER,
        head(block) + " waits for the goods: " + block.cause() + tracking() + ".",
        "Customer: "
            + (comes ? "the parcel comes back" : "must send the parcel back")
            + "; do not say that this money is on its way.",
        "Owner: you until " + dateTime(block.due()) + "; after that it is late.",
        "Do now: "
            + (comes ? "" : "send them a return label; ")
            + "when it is back, macro Cancellation: I did it by hand, with the return's number in"
            + " By-hand reference. Does not come: macro Cancellation: skip (approvers).",
        "Do not: pay it back before the parcel is back.");
  }

  private TicketView refundOpen(Block block) {
    return view(
        TicketState.PENDING,
        WaitsFor.CASERAIL,
        head(block) + " waits: " + block.cause() + " (since " + dayTime(block.since()) + ").",
        "Customer: " + customer(block),
        "Owner: whom the refund's own note names; it goes on here when that refund has ended.",
        "Do now: what the refund's own note says.",
        "Do not: refund it by hand; to stop it, macro Refund: withdraw.");
  }

  private TicketView intercept(Block block) {
    return view(
        TicketState.NEEDS_PERSON,
        WaitsFor.REQUESTER,
        head(block) + ": " + block.cause() + ". No carrier can be asked by Caserail.",
        "Customer: " + customer(block),
        "Owner: you until " + dayTime(block.due()) + "; after that the customer returns it.",
        "Do now: have the carrier bring it back, then macro Cancellation: I did it by hand, with"
            + " their number in By-hand reference"
            + (block.offers().contains(DecisionKind.WITHDRAW)
                ? "; from then on the cancellation can't be taken back"
                : "")
            + ". Not possible: macro Cancellation: skip (approvers).",
        "Do not: pay money back before the parcel is back.");
  }

  private TicketView person(Block block) {
    boolean hide = block.code().equals(CancellationRules.UNKNOWN_CUSTOMER);
    boolean moved = block.code().equals(REQUESTER_CHANGED);
    return view(
        TicketState.NEEDS_PERSON,
        lookedAtBy(block),
        head(block) + " waits: " + block.cause() + ". " + fault(block) + ".",
        moved ? NOT_THEIRS : "Customer: " + customer(block),
        "Owner: " + block.owner() + " until " + dayTime(block.due()) + ".",
        "Do now: " + putRight(block) + macros(block) + ".",
        moved
            ? WHOSE
            : hide
                ? "Do not: tell this customer anything about it."
                : "Do not: do it by hand " + unlessSaid(block) + ".");
  }

  private static String unlessSaid(Block block) {
    return block.offers().contains(DecisionKind.DONE_BY_HAND)
        ? "without macro Cancellation: I did it by hand"
        : "while it waits here";
  }

  private String head(Block block) {
    return (isUndo(block) ? "Taking back the cancellation of " : "Cancellation of ")
        + request.what();
  }

  private String customer(Block block) {
    if (isUndo(block)) {
      return "do not say yet that everything is as before.";
    }
    return acknowledged == null
        ? "told nothing."
        : "told no more than the acknowledgement; do not say that it is done.";
  }

  /** Who has taken it back has not asked for what is delayed. */
  private static String ifTheyAsk(Block block) {
    return isUndo(block) ? "" : " If they ask: macro Tell customer: cancellation delayed.";
  }

  private String macros(Block block) {
    return macros("Cancellation", block, offer -> macro(offer, request.name()));
  }

  private static String nextStep(String code) {
    return switch (code) {
      case "not_found", CancellationRules.OTHER_CUSTOMER ->
          "correct Cancellation object and apply macro Cancellation: cancel again.";
      case "already_ending" ->
          "tell the customer when it ends; to end it at once choose that and apply macro"
              + " Cancellation: cancel.";
      case "unfit_part" -> "have the order's data corrected, then macro Cancellation: cancel.";
      default -> "tell the customer that it was cancelled before, or is over.";
    };
  }

  private static List<String> phrases(List<StepLine> steps, StepState state) {
    return steps.stream()
        .filter(line -> line.state() == state)
        .map(line -> phrase(line, state))
        .toList();
  }

  private static String phrase(StepLine line, StepState state) {
    boolean undone = state == StepState.UNDONE;
    if (state == StepState.UNDO_UNKNOWN) {
      return switch (line.step()) {
        case "close-order" -> "the order";
        case "stop-billing" -> "billing";
        default -> "access";
      };
    }
    return switch (line.step()) {
      case "close-order" -> undone ? "the order is open" : "the order stays closed";
      case "stop-billing" -> undone ? "billing goes on" : "billing still ends";
      default -> undone ? "access is given" : "access stays away";
    };
  }

  /** What is being done, in a clause. */
  private String effect() {
    return ruling.endsNow() ? "at once" : "with the term, on " + dateTime(termEnds());
  }

  /** A term that only has to end is taken back until it has; what goes out is not. */
  private Instant takenBackUntil(Instant windowEnds) {
    return ruling.endsNow() || goesOut() || termEnds().isBefore(windowEnds)
        ? windowEnds
        : termEnds();
  }

  private boolean goesOut() {
    return facts.shipment() != null;
  }

  private Instant termEnds() {
    SubscriptionFacts subscription = facts.subscription();
    return subscription == null ? request.at() : subscription.termEnds();
  }

  private String tracking() {
    ShipmentFacts shipment = facts.shipment();
    return shipment == null || shipment.tracking().isEmpty()
        ? ""
        : " (" + shipment.tracking() + ")";
  }

  private static boolean isUndo(Block block) {
    return block.step().endsWith("-undo");
  }

  /** {@code revoke access}: which of several it is stands in its operation's name, not here. */
  private static String step(Block block) {
    return block.step().replace("-undo", "").replaceAll("[@+].*", "").replace('-', ' ');
  }

  private static String list(List<Paid> due) {
    return String.join(" and ", due.stream().map(Paid::toString).toList());
  }

  /** {@code 24.90}, as the field takes it. */
  private static String number(Paid paid) {
    String amount = paid.amount().toString();
    return amount.substring(0, amount.indexOf(' '));
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static TicketView view(TicketState state, WaitsFor waitsFor, String... lines) {
    return new TicketView(state, waitsFor, "", List.of(lines));
  }

  private String dateTime(Instant at) {
    return DATE_TIME.format(at.atZone(zone)) + " (" + zone + ")";
  }
}
