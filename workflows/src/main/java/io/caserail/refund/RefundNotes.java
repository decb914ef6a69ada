package io.caserail.refund;

import io.caserail.decision.Block;
import io.caserail.display.Notes;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.Money;
import io.caserail.model.Role;
import io.caserail.port.CustomerWords;
import io.caserail.port.Origin;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundPolicy;
import io.caserail.port.RequestFields;
import io.caserail.port.SentView;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a refund says in its ticket. At most five lines a note: what happened, what it means for the
 * customer, who owns it, what to do now, what not to do.
 */
final class RefundNotes extends Notes {
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("HH:mm 'on' d MMM", Locale.ENGLISH);
  private static final String NOT_JUDGED = "not_judged";
  private static final String PAUSED = "paused";

  /** How it begins what a yes is for. */
  private static final String COUNTS = " It counts for";

  /** Whoever gives up a refund that follows from another case says there how that goes on. */
  private static final String OTHER_CASE =
      "what the note of the cancellation says: it waits for this refund.";

  private final RefundPolicy policy;
  private RefundRequest request;
  private String amount;
  private Ruling ruling;
  private String system;
  private @Nullable TicketView made;

  RefundNotes(RefundRequest request, RefundPolicy policy) {
    super(policy.zone());
    this.request = request;
    this.policy = policy;
    this.amount = request.amount();
    this.ruling = Ruling.reject(NOT_JUDGED, new Money(0, "EUR"), "not looked at yet");
    this.system = "the payment system";
  }

  /**
   * From here on system and amount are known; where there is none to name, and of a stranger's
   * payment, the note keeps to what was asked.
   */
  void ruled(RefundRequest judged, Ruling by, String paymentSystem) {
    request = judged;
    ruling = by;
    system = paymentSystem;
    boolean asAsked = by.amount().minor() == 0 || by.code().equals(RefundRules.OTHER_CUSTOMER);
    amount = asAsked ? judged.amount() : by.amount().toString();
  }

  TicketView working() {
    return named(new TicketView(TicketState.WORKING, WaitsFor.CASERAIL, "", List.of()));
  }

  /** What nobody has asked for by its fields gets them from us, or no macro would find it. */
  private TicketView named(TicketView view) {
    if (request.origin() != null) {
      return view.naming(new RequestFields(CaseKind.REFUND, request.payment(), request.amount()));
    }
    return request.by().isAudit()
        ? view
        : view.naming(
            new RequestFields(
                CaseKind.REFUND,
                request.payment(),
                request.amount(),
                request.reason(),
                view.note().stream().map(this::byCommandLine).toList()));
  }

  /** The line that names macros, where the fields of the ticket lead them to something else. */
  private String byCommandLine(String line) {
    if (!line.startsWith("Do now")) {
      return line;
    }
    String because = "; the fields here do not hold it, so that no macro finds this refund.";
    int macro = line.indexOf("macro Refund: approve");
    if (macro < 0) {
      return "%s caserail case show %s names the commands%s"
          .formatted(
              line.startsWith("Do now: nothing.") ? "Do now: nothing. Else:" : "Do now:",
              request.payment(),
              because);
    }
    // What is to be done before, by whom, and for how long a yes counts, are the same.
    String before = line.substring(0, macro);
    int counts = line.indexOf(COUNTS, macro);
    return before
        + "caserail case decide "
        + request.payment()
        + " --kind approve"
        + (before.contains("(not ") ? "" : " (not " + request.name() + ")")
        + ", or --kind refuse"
        + because
        + (counts < 0 ? "" : line.substring(counts));
  }

  /** The times are the payment system's own: it may have been made long before it was found. */
  TicketView sent(Outcome paid, Instant now) {
    String sent =
        "Refund sent: %s, payment %s, accepted by %s at %s (%s)."
            .formatted(ruling.amount(), request.payment(), system, made(paid, now), paid.ref());
    Origin origin = request.origin();
    TicketView view =
        origin == null
            ? SentView.of(
                sent, paid.ref(), system, ruling.amount(), policy.bankDays(), request.tells())
            : SentView.part(sent, paid.ref(), system, policy.bankDays(), origin);
    made = view;
    return view;
  }

  TicketView pending(Outcome paid, Instant now) {
    boolean customer = paid.kind() == Outcome.Kind.ACTION_REQUIRED;
    TicketView view =
        new TicketView(
                TicketState.PENDING,
                WaitsFor.PAYMENT_SYSTEM,
                paid.ref(),
                List.of(
                    "Refund accepted by %s at %s, not finished yet: %s, payment %s (%s)."
                        .formatted(
                            system,
                            made(paid, now),
                            ruling.amount(),
                            request.payment(),
                            paid.ref()),
                    customer
                        ? "Customer: must give "
                            + system
                            + " bank details first; it has mailed them."
                        : "Customer: not told yet; do not say refunded.",
                    "Owner: Caserail follows it and writes here when it is final.",
                    "Do now: nothing.",
                    "Do not: refund this payment again, here or in " + system + "."))
            .offering(CustomerWords.ofPending(paid));
    made = view;
    return view;
  }

  TicketView rejected(String code, String why) {
    return new TicketView(
        TicketState.REJECTED,
        WaitsFor.REQUESTER,
        "",
        List.of(
            "Refund not made: " + whole() + ": " + why + ".",
            code.endsWith("already_refunded") || code.equals(PaymentFacts.Review.FRAUD)
                ? "Customer: told nothing; this refund adds nothing to the earlier one."
                : "Customer: told nothing, not refunded.",
            "Owner: you.",
            "Do now: " + (request.origin() == null ? nextStep(code) : OTHER_CASE),
            "Do not: tell the customer that money is on its way."));
  }

  TicketView ended(CaseStatus status, String why) {
    return new TicketView(
        state(status),
        WaitsFor.REQUESTER,
        "",
        List.of(
            "Refund not made: " + whole() + ": " + why + ".",
            "Customer: told nothing, not refunded.",
            "Owner: you.",
            "Do now: "
                + (request.origin() == null
                    ? "answer the customer; if it is still wanted, apply macro Refund: send again."
                    : OTHER_CASE),
            "Do not: tell the customer that money is on its way."));
  }

  @Override
  public TicketView waiting(Block block) {
    return named(
        switch (block.status()) {
          case NEEDS_APPROVAL -> approval(block);
          case IN_DOUBT -> doubt(block);
          case WAITING -> block.code().equals(PAUSED) ? paused(block) : away(block);
          default ->
              isHeld(block) ? held(block) : made == null ? person(block) : unfollowed(block, made);
        });
  }

  private TicketView approval(Block block) {
    boolean all = request.amount().isEmpty() || ruling.code().isEmpty();
    return new TicketView(
        TicketState.NEEDS_APPROVAL,
        block.owner().equals(Block.DUTY_LEAD) ? WaitsFor.LEAD : waitsFor(block.needs()),
        "",
        List.of(
            "Approval needed: "
                + what()
                + (all ? " (all of " : " (of ")
                + request.payment()
                + "). Asked by "
                + request.name()
                + ": "
                + Reasons.words(request.reason())
                + ".",
            "Why: " + ruling.because() + ". Customer: told nothing.",
            whoAnswers(block, policy.waits(), "it expires unsent"),
            ("Do now (not %s): macro Refund: approve or Refund: refuse%s."
                    + COUNTS
                    + " exactly this amount, %s.")
                .formatted(request.name(), fields(), hours(policy.waits().approval())),
            "Do not: change the amount here; withdraw and ask again."));
  }

  /** A yes counts for what the fields hold, and nobody has filled them by hand here. */
  private String fields() {
    return request.origin() == null
        ? ""
        : " while Refund payment holds "
            + request.payment()
            + " and Refund amount "
            + request.amount();
  }

  private TicketView doubt(Block block) {
    return new TicketView(
        TicketState.CHECK_NEEDED,
        waitsForDoubt(block),
        "",
        List.of(
            ("Refund %s in doubt: sent to %s%s, the answer was lost. It may or may not have"
                    + " gone through.%s")
                .formatted(what(), system, sentAt(block), namedInVain(block)),
            "Customer: do not say refunded, do not say failed. Macro Tell customer: we are"
                + " checking.",
            ownerOfDoubt(block, system, policy.waits()),
            inDoubtDo(block)
                + "macro Refund: I checked %s (%s in By-hand reference, or \"none\")."
                    .formatted(system, policy.refundNumber()),
            "Do not: refund again, give a voucher, or withdraw."));
  }

  private TicketView away(Block block) {
    String away = block.system();
    // Before it is sent its proof is read, and no refund is made where that stands.
    boolean ticket = block.domain() == FaultDomain.ZENDESK;
    String there = ticket ? system : away;
    boolean byHand = block.offers().contains(DecisionKind.DONE_BY_HAND);
    return new TicketView(
            TicketState.WAITING,
            ticket ? WaitsFor.CASERAIL : WaitsFor.PAYMENT_SYSTEM,
            "",
            List.of(
                "Refund "
                    + what()
                    + " is not sent yet: "
                    + notAccepted(block)
                    + ". "
                    + fault(block)
                    + ".",
                "Customer: told nothing. If they ask: macro Tell customer: delayed.",
                "Owner: " + block.owner() + "; it sends by itself when " + away + " is back.",
                byHand
                    ? "Do now: nothing. Cannot wait? Refund in "
                        + there
                        + ", then macro Refund: I did it by hand, with the "
                        + policy.refundNumber()
                        + " in By-hand reference."
                    : "Do now: nothing. Cannot wait? Macro Refund: withdraw, then refund in "
                        + there
                        + " yourself.",
                "Do not: promise a time, or refund in "
                    + there
                    + (byHand ? " without that macro." : " while it waits here.")))
        .waitingOn(away);
  }

  /** Held on purpose: to go round it by hand would undo what it is for. */
  private TicketView paused(Block block) {
    return new TicketView(
        TicketState.WAITING,
        WaitsFor.LEAD,
        "",
        List.of(
            "Refund " + what() + " is not sent yet: " + block.cause() + ".",
            "Customer: told nothing. If they ask: macro Tell customer: delayed.",
            "Owner: " + block.owner() + "; it sends by itself when the pause is over.",
            "Do now: nothing. No longer wanted? Macro Refund: withdraw.",
            "Do not: promise a time, or refund in " + system + " meanwhile."));
  }

  /** Whether people of the payment system are to decide first, and ours may lift that. */
  private static boolean isHeld(Block block) {
    return block.code().equals(RefundRules.RISK_HOLD)
        && block.offers().contains(DecisionKind.APPROVE);
  }

  private TicketView held(Block block) {
    return new TicketView(
        TicketState.NEEDS_PERSON,
        waitsFor(block.needs()),
        "",
        List.of(
            "Refund " + what() + " waits: " + block.cause() + ".",
            "Customer: told nothing; say nothing of a review. If they ask: macro Tell customer:"
                + " delayed.",
            "Owner: "
                + block.owner()
                + " until "
                + dayTime(block.due())
                + ", then it expires unsent. It goes on by itself when the review is closed.",
            "Do now: close the review in "
                + system
                + ". Cannot wait? "
                + agreeing(block)
                + " (not "
                + request.name()
                + "): macro Refund: approve, or Refund: refuse.",
            "Do not: refund in " + system + " meanwhile; that ends the review undecided."));
  }

  private static String agreeing(Block block) {
    boolean finance = block.needs().contains(Role.FINANCE);
    return !block.needs().contains(Role.APPROVER)
        ? "Finance"
        : finance ? "An approver and finance" : "An approver";
  }

  /**
   * The money has left, and only our own cases are still to hear of it. The fields stay as they
   * are, since they are true and nothing is written once that is mended.
   */
  private TicketView unfollowed(Block block, TicketView shown) {
    return new TicketView(
        shown.state(),
        shown.waitsFor(),
        shown.reference(),
        List.of(
            "Refund %s waits: %s has accepted it (%s), and what follows can't begin: %s. %s."
                .formatted(what(), system, shown.reference(), block.cause(), fault(block)),
            "Customer: what the note before this one says.",
            "Owner: " + block.owner() + "; it goes on by itself once that is mended.",
            "Do now: nothing, or " + macros(block) + ".",
            "Do not: refund this payment again, here or in " + system + "."));
  }

  private TicketView person(Block block) {
    boolean hide = block.code().equals(RefundRules.OTHER_CUSTOMER);
    boolean moved = block.code().equals(REQUESTER_CHANGED);
    return new TicketView(
        TicketState.NEEDS_PERSON,
        lookedAtBy(block),
        "",
        List.of(
            "Refund "
                + (hide ? "of " + request.payment() : what())
                + " waits: "
                + block.cause()
                + ". "
                + fault(block)
                + ".",
            moved ? NOT_THEIRS : "Customer: told nothing.",
            "Owner: " + block.owner() + " until " + dayTime(block.due()) + ".",
            "Do now: " + putRight(block) + macros(block) + ".",
            hide
                ? "Do not: tell this customer anything about that payment."
                : switch (block.code()) {
                  case RefundRules.OWN_MONEY -> "Do not: refund in " + system + " by hand.";
                  case REQUESTER_CHANGED -> WHOSE;
                  default ->
                      "Do not: refund in "
                          + system
                          + (block.offers().contains(DecisionKind.DONE_BY_HAND)
                              ? " without macro Refund: I did it by hand."
                              : " while it waits here.");
                }));
  }

  private String macros(Block block) {
    return macros(
        "Refund",
        block,
        offer ->
            switch (offer) {
              case DONE_BY_HAND ->
                  "I did it by hand, with the " + policy.refundNumber() + " in By-hand reference";
              case CHECKED_FOUND, CHECKED_NONE -> "I checked " + system;
              // A refund has nothing to leave out before it is paid.
              case SKIP -> "";
              default -> macro(offer, request.name());
            });
  }

  private static String nextStep(String code) {
    return switch (code) {
      case "payment_not_found" ->
          "correct the payment's number and apply macro Refund: send again.";
      case "bad_amount", "too_much" -> "correct the amount and apply macro Refund: send again.";
      case "disputed", "charge_disputed", "refund_disputed_payment" ->
          "answer the dispute in the payment system; do not refund beside it.";
      case "already_refunded", "charge_already_refunded" ->
          "tell the customer when and how much was refunded before.";
      case RefundRules.NOT_CAPTURED ->
          "cancel the payment in the payment system if it is not wanted; if it was captured since,"
              + " apply macro Refund: send again.";
      case RefundRules.DISPUTE_LOST ->
          "tell the customer that their bank has decided the dispute for them; nothing is left to"
              + " refund.";
      case RefundRules.DISPUTE_PREVENTED ->
          "look in the payment system what the bank has given back, and tell the customer; do not"
              + " refund beside it.";
      case PaymentFacts.Review.FRAUD ->
          "ask finance what the customer may be told; nothing is left to refund.";
      case RefundRules.OTHER_CUSTOMER ->
          "correct the payment's number and apply macro Refund: send again; if it is right,"
              + " ask finance.";
      default -> "pay another way, or apply macro Refund: send to try again.";
    };
  }

  /**
   * What follows the word refund. Until it is looked up that is the payment: what was typed has no
   * currency.
   */
  private String what() {
    return amount.isEmpty() || ruling.code().equals(NOT_JUDGED)
        ? "of " + request.payment()
        : amount;
  }

  private String whole() {
    return (amount.isEmpty() ? "" : amount + ", ") + "payment " + request.payment();
  }

  private String made(Outcome paid, Instant now) {
    Instant at = paid.at() == null ? now : paid.at();
    boolean today = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
    return today ? time(at) : DATE_TIME.format(at.atZone(zone));
  }

  private static String hours(Duration duration) {
    return duration.toHours() > 0
        ? duration.toHours() + " hours"
        : duration.toMinutes() + " minutes";
  }
}
