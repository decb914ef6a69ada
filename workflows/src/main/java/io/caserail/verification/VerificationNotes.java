package io.caserail.verification;

import io.caserail.decision.Block;
import io.caserail.engine.Voice;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.VerificationPolicy;
import io.caserail.port.WaitsFor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a verification says in its ticket. At most five lines a note: what happened, what it means
 * for the customer, who owns it, what to do now, what not to do. Never a session's link, and
 * nothing of what the customer showed.
 */
final class VerificationNotes implements Voice {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_TIME =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
  private final VerificationRequest request;
  private final VerificationPolicy policy;
  private final ZoneId zone;
  private String accounts = "the account system";
  private String code = "";
  private String session = "";
  private Instant until = Instant.MAX;
  private boolean invited;
  private String evidence = "";
  private String verdict = "";
  private String by = "";

  VerificationNotes(VerificationRequest request, VerificationPolicy policy) {
    this.request = request;
    this.policy = policy;
    this.zone = ZoneId.of(policy.zone());
  }

  /** From here on the account system is known, and what the rules say. */
  void ruled(Ruling ruling, String accountSystem) {
    code = ruling.code();
    accounts = accountSystem;
  }

  /** From here on there is a session. */
  void opened(String id) {
    session = id;
  }

  /** From here on the customer has a link of their own. */
  void invited(Session to) {
    invited = true;
    until = to.until();
  }

  /** From here on people look, at what the provider says. */
  void reviewed(List<String> failures) {
    evidence =
        failures.isEmpty()
            ? policy.provider() + " says verified"
            : policy.provider() + ": " + String.join("; ", failures.stream().distinct().toList());
  }

  /** From here on there is a verdict. */
  void verdict(String given, String giver) {
    verdict = given;
    by = giver;
  }

  static TicketView working() {
    return new TicketView(TicketState.WORKING, WaitsFor.CASERAIL, "", List.of());
  }

  TicketView decided(Instant at) {
    boolean yes = verdict.equals(VerificationRules.VERIFIED);
    return new TicketView(
        TicketState.DONE,
        WaitsFor.NOBODY,
        session,
        List.of(
            (yes ? "Verified: " : "Not verified: ")
                + account()
                + ", by "
                + by
                + " ("
                + session
                + "); on the account since "
                + time(at)
                + ".",
            "Customer: not told yet.",
            "Owner: you.",
            "Do now: tell the customer, then solve.",
            "Do not: ask for documents here. Caserail has "
                + policy.provider()
                + " erase what it collected."));
  }

  TicketView erased() {
    return new TicketView(
        TicketState.DONE,
        WaitsFor.NOBODY,
        session,
        List.of(
            "Erased: "
                + policy.provider()
                + " keeps nothing of what it collected for "
                + account()
                + " ("
                + session
                + "). The verdict stands: "
                + VerificationRules.words(verdict)
                + ".",
            "Customer: nothing changes for them.",
            "Owner: you.",
            "Do now: tell the customer the verdict if they don't know it, then solve.",
            "Do not: ask for documents again."));
  }

  TicketView kept(String why) {
    return new TicketView(
        TicketState.DONE,
        WaitsFor.REQUESTER,
        session,
        List.of(
            "Not erased: "
                + policy.provider()
                + " still keeps what it collected for "
                + account()
                + " ("
                + session
                + "): "
                + why
                + ". The verdict stands: "
                + VerificationRules.words(verdict)
                + ".",
            "Customer: nothing changes for them.",
            "Owner: you.",
            "Do now: have it erased in " + policy.provider() + ".",
            "Do not: say that it is erased."));
  }

  /**
   * The request ended without a verdict.
   *
   * @param open whether a person has left a session open
   */
  TicketView ended(CaseStatus status, String why, boolean open) {
    return new TicketView(
        state(status),
        WaitsFor.REQUESTER,
        "",
        List.of(
            "No verdict on " + account() + ": " + why + ".",
            open
                ? "Customer: was invited, and their session " + session + " was left as it is."
                : invited
                    ? "Customer: was invited; their link does not work any more."
                    : "Customer: told nothing.",
            "Owner: you.",
            "Do now: " + nextStep(status),
            code.equals(VerificationRules.OTHER_CUSTOMER)
                ? "Do not: tell this customer anything about that account."
                : "Do not: tell the customer that they are verified, or that they are not."));
  }

  @Override
  public TicketView waiting(Block block) {
    return switch (block.status()) {
      case NEEDS_APPROVAL ->
          block.step().equals(Verification.REVIEW.name()) ? review(block) : approval(block);
      case IN_DOUBT -> doubt(block);
      case WAITING ->
          switch (block.code()) {
            case Verification.NOT_FINISHED -> unfinished();
            case Verification.TRY_FAILED -> failed(block);
            case Verification.BEING_CHECKED -> checked(block);
            case Verification.NOT_ERASED -> unerased(block);
            default -> away(block);
          };
      default -> person(block);
    };
  }

  private TicketView approval(Block block) {
    return new TicketView(
        TicketState.NEEDS_APPROVAL,
        WaitsFor.APPROVERS,
        "",
        List.of(
            "Approval needed: verify who owns "
                + account()
                + ". Asked by "
                + request.name()
                + ": "
                + VerificationRules.words(request.reason())
                + ".",
            "Why: " + block.cause() + ". " + customer(),
            owner(block),
            "Do now (not "
                + request.name()
                + "): macro Verification: approve or Verification: refuse.",
            "Do not: ask the customer for documents here."));
  }

  private TicketView unfinished() {
    return new TicketView(
        TicketState.PENDING,
        WaitsFor.CASERAIL,
        session,
        List.of(
            "Customer invited: "
                + accounts
                + " has sent them a link to verify themselves for "
                + account()
                + " ("
                + session
                + ").",
            "Customer: has until "
                + dayTime(until)
                + "; once they have finished, the verdict takes "
                + policy.promise()
                + ".",
            "Owner: Caserail waits for the customer and writes the verdict here.",
            "Do now: nothing. Not wanted any more? Macro Verification: withdraw.",
            "Do not: ask for documents here, or for the link."));
  }

  private TicketView failed(Block block) {
    return new TicketView(
        TicketState.PENDING,
        WaitsFor.CASERAIL,
        session,
        List.of(
            "Not verified yet: " + account() + ", " + block.cause() + ".",
            "Customer: may try again until "
                + dayTime(until)
                + ", by the new link that they were sent.",
            "Owner: Caserail waits for the customer; people look when no try is left.",
            "Do now: nothing. Not wanted any more? Macro Verification: withdraw.",
            "Do not: ask for documents here, or for the link."));
  }

  private TicketView checked(Block block) {
    return new TicketView(
        TicketState.WAITING,
        WaitsFor.CASERAIL,
        session,
        List.of(
            "No verdict yet: the customer of "
                + account()
                + " has finished, and "
                + block.cause()
                + " since "
                + dayTime(block.since())
                + ".",
            "Customer: has done their part.",
            "Owner: Caserail goes on asking " + policy.provider() + ".",
            "Do now: nothing.",
            "Do not: promise a time, or ask the customer to try again."));
  }

  private TicketView review(Block block) {
    return new TicketView(
        TicketState.NEEDS_APPROVAL,
        WaitsFor.APPROVERS,
        session,
        List.of(
            "Review needed: is the owner of " + account() + " who they say? " + evidence + ".",
            "Why: " + block.cause() + ". Customer: has no verdict yet.",
            owner(block),
            "Do now (not "
                + request.name()
                + "): look at "
                + session
                + " in "
                + policy.provider()
                + ", then macro Verification: approve (verified) or Verification: refuse (not"
                + " verified).",
            "Do not: copy documents, or anything read in them, into this ticket."));
  }

  private TicketView unerased(Block block) {
    return new TicketView(
        TicketState.WAITING,
        WaitsFor.CASERAIL,
        session,
        List.of(
            "Not erased yet: "
                + block.cause()
                + " for "
                + account()
                + " ("
                + session
                + ") since "
                + dayTime(block.since())
                + ". The verdict stands: "
                + VerificationRules.words(verdict)
                + ".",
            "Customer: nothing changes for them.",
            "Owner: Caserail goes on asking " + policy.provider() + ".",
            "Do now: nothing, or ask "
                + policy.provider()
                + "'s support. An approver may give it up: macro Verification: skip.",
            "Do not: say that it is erased."));
  }

  private TicketView away(Block block) {
    return new TicketView(
            TicketState.WAITING,
            WaitsFor.CASERAIL,
            session,
            List.of(
                "Verification of "
                    + account()
                    + " waits: "
                    + pending(block.step())
                    + "; "
                    + block.system()
                    + ": "
                    + block.cause()
                    + ", since "
                    + time(block.since())
                    + ". "
                    + fault(block)
                    + ".",
                customer(),
                "Owner: Caserail; it goes on by itself when " + block.system() + " is back.",
                "Do now: nothing. Cannot wait? M" + macros(block).substring(1) + ".",
                doNot()))
        .waitingOn(block.system());
  }

  private TicketView doubt(Block block) {
    Instant finance = block.since().plus(policy.waits().doubtOwner());
    return new TicketView(
        TicketState.CHECK_NEEDED,
        WaitsFor.CASERAIL,
        session,
        List.of(
            "Verification of "
                + account()
                + " in doubt: it is not known whether "
                + doubted(block.step())
                + "; sent to "
                + block.system()
                + " at "
                + time(block.since())
                + ", the answer was lost.",
            verdict.isEmpty()
                ? "Customer: do not say that they are verified, or that they are not."
                : "Customer: do not tell the verdict yet.",
            "Owner: Caserail asks "
                + block.system()
                + " every "
                + every(policy.waits().doubtEvery())
                + "; finance from "
                + time(finance)
                + ".",
            "Do now: nothing. Finance only: look in "
                + block.system()
                + ", then macro Verification: I checked: found, with what is found in By-hand"
                + " reference, or Verification: I checked: none.",
            "Do not: do it by hand, or withdraw."));
  }

  private TicketView person(Block block) {
    boolean hide = block.code().equals(VerificationRules.OTHER_CUSTOMER);
    return new TicketView(
        TicketState.NEEDS_PERSON,
        block.domain() == FaultDomain.LOCAL
            ? WaitsFor.ENGINEERING
            : block.needs().isEmpty() ? WaitsFor.REQUESTER : WaitsFor.APPROVERS,
        session,
        List.of(
            "Verification of "
                + account()
                + " waits: "
                + (hide ? "" : pending(block.step()) + "; ")
                + block.cause()
                + ". "
                + fault(block)
                + ".",
            customer(),
            owner(block),
            "Do now: " + macros(block) + ".",
            hide ? "Do not: tell this customer anything about that account." : doNot()));
  }

  /** What is not done, in words that go on with a reason. */
  private static String pending(String step) {
    if (step.endsWith("-undo")) {
      return "the session is not closed yet";
    }
    return switch (step.replaceAll("[@+].*", "")) {
      case "look-up" -> "the account is not read yet";
      case "approve", "open" -> "no session is open yet";
      case "invite" -> "the customer is not invited yet";
      case "apply" -> "the verdict is not on the account yet";
      case "close" -> "the session is not closed yet";
      case "erase", "erased" -> "what was collected is not erased yet";
      default -> "it is not known yet how the customer fares";
    };
  }

  /** What may or may not have happened. */
  private static String doubted(String step) {
    if (step.endsWith("-undo")) {
      return "the session is closed";
    }
    return switch (step.replaceAll("[@+].*", "")) {
      case "open" -> "a session is open";
      case "invite" -> "the customer is invited";
      case "close" -> "the session is closed";
      case "apply" -> "the verdict is on the account";
      case "erase" -> "it is being erased";
      default -> "it has happened";
    };
  }

  private String customer() {
    if (!verdict.isEmpty()) {
      return "Customer: not told the verdict by us.";
    }
    return invited ? "Customer: was invited, has no verdict yet." : "Customer: told nothing.";
  }

  private String doNot() {
    return verdict.isEmpty()
        ? "Do not: tell the customer that they are verified, or that they are not."
        : "Do not: change the verdict by hand without macro Verification: I did it by hand.";
  }

  private String owner(Block block) {
    return "Owner: " + block.owner() + " until " + dayTime(block.due()) + ", then the duty lead.";
  }

  private String macros(Block block) {
    List<String> macros = new ArrayList<>();
    for (DecisionKind offer : block.offers()) {
      String macro =
          switch (offer) {
            case APPROVE -> "Verification: approve (not " + request.name() + ")";
            case REFUSE -> "Verification: refuse";
            case RETRY -> "Verification: retry";
            case SKIP -> "Verification: skip (approvers)";
            case WITHDRAW -> "Verification: withdraw";
            case COMPENSATE -> "Verification: take back";
            case DONE_BY_HAND ->
                "Verification: I did it by hand, with what was done in By-hand reference";
            case CHECKED_FOUND -> "Verification: I checked: found (finance)";
            case CHECKED_NONE -> "Verification: I checked: none (finance)";
            // Said beside a wait, and never the way out of it.
            case CORRECT, EXTEND, HAND_OVER -> "";
          };
      if (!macro.isEmpty() && !macros.contains(macro)) {
        macros.add(macro);
      }
    }
    return "macro " + String.join(", or ", macros);
  }

  private String nextStep(CaseStatus status) {
    return switch (code) {
      case "account_not_found", VerificationRules.OTHER_CUSTOMER ->
          "correct the account's number and apply macro Verification: verify again.";
      case "already_verified" -> "nothing; the account needs no verification.";
      case "not_set_up" -> "ask the lead who verifies customers here.";
      default ->
          status == CaseStatus.EXPIRED
              ? "ask the customer whether they still want it, then apply macro Verification:"
                  + " verify again."
              : "answer the customer; if it is still wanted, apply macro Verification: verify"
                  + " again.";
    };
  }

  private static TicketState state(CaseStatus ending) {
    return switch (ending) {
      case REJECTED -> TicketState.REJECTED;
      case REFUSED -> TicketState.REFUSED;
      case EXPIRED -> TicketState.EXPIRED;
      default -> TicketState.WITHDRAWN;
    };
  }

  private static String fault(Block block) {
    return switch (block.domain()) {
      case UPSTREAM, ZENDESK -> block.system() + "'s fault, not ours";
      case LOCAL -> "Our fault; engineering is told";
      case DATA -> "The data does not fit";
      case PEOPLE -> "A person must look";
      case UNKNOWN -> "Whose fault it is, is not known yet";
    };
  }

  private String account() {
    return "account " + request.object();
  }

  private String time(Instant at) {
    return TIME.format(at.atZone(zone));
  }

  private String dayTime(Instant at) {
    return DAY_TIME.format(at.atZone(zone));
  }

  private static String every(Duration duration) {
    if (duration.toSeconds() == 60) {
      return "minute";
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " minutes"
        : duration.toSeconds() + " seconds";
  }
}
