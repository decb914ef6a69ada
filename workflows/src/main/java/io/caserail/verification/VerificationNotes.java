package io.caserail.verification;

import io.caserail.decision.Block;
import io.caserail.display.Notes;
import io.caserail.model.CaseStatus;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.VerificationPolicy;
import io.caserail.port.WaitsFor;
import java.time.Instant;
import java.util.List;

/**
 * What a verification says in its ticket. At most five lines a note: what happened, what it means
 * for the customer, who owns it, what to do now, what not to do. Never a session's link, and
 * nothing of what the customer showed.
 */
final class VerificationNotes extends Notes {
  private static final String LINK_SENT =
      "Do now: macro Tell customer: link sent; then nothing. Not wanted any more? Macro"
          + " Verification: withdraw.";

  private final VerificationRequest request;
  private final VerificationPolicy policy;
  private String accounts = "the account system";
  private String code = "";
  private String session = "";
  private Instant until = Instant.MAX;
  private boolean invited;
  private String evidence = "";
  private String verdict = "";
  private String by = "";
  private String leftOut = "";

  VerificationNotes(VerificationRequest request, VerificationPolicy policy) {
    super(policy.zone());
    this.request = request;
    this.policy = policy;
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

  /**
   * From here on it is known that the account was verified before.
   *
   * @param shownIn the session in which the customer has shown who they are
   */
  void verifiedBefore(String shownIn) {
    verdict = VerificationRules.VERIFIED;
    session = shownIn;
  }

  /**
   * From here on it is settled that the verdict does not come onto the account.
   *
   * @param how by whom, in a clause
   */
  void leftOut(String how) {
    leftOut = how;
  }

  static TicketView working() {
    return new TicketView(TicketState.WORKING, WaitsFor.CASERAIL, "", List.of());
  }

  TicketView decided(Instant at) {
    boolean yes = verdict.equals(VerificationRules.VERIFIED);
    if (!leftOut.isEmpty()) {
      return notApplied();
    }
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
            yes
                ? "Do now: macro Tell customer: verified, then solve."
                : "Do now: macro Tell customer: not verified, then solve.",
            "Do not: ask for documents here. Caserail has "
                + policy.provider()
                + " erase what it collected."));
  }

  private TicketView notApplied() {
    return new TicketView(
        TicketState.DONE,
        WaitsFor.REQUESTER,
        session,
        List.of(
            "Not put on the account: the verdict on %s is %s, by %s (%s); %s."
                .formatted(account(), VerificationRules.words(verdict), by, session, leftOut),
            "Customer: not told the verdict by us.",
            "Owner: you.",
            "Do now: have it put on the account, or have its customer verified again in their own ticket.",
            "Do not: tell the customer that their account shows it."));
  }

  /** What later notes say of the verdict. */
  private String verdictStands() {
    return leftOut.isEmpty()
        ? "The verdict stands: " + VerificationRules.words(verdict) + "."
        : "The verdict was not put on the account: " + leftOut + ".";
  }

  /** Who is left with something to do once the verdict was told of before. */
  private WaitsFor leftTo() {
    return leftOut.isEmpty() ? WaitsFor.NOBODY : WaitsFor.REQUESTER;
  }

  /** And with what. */
  private String tellVerdict() {
    return leftOut.isEmpty()
        ? "tell the customer the verdict if they don't know it, then solve."
        : "have the verdict put on the account, then solve.";
  }

  /** An earlier run was ended after the verdict, and before anything was erased. */
  TicketView erasing() {
    return new TicketView(
        TicketState.DONE,
        leftTo(),
        session,
        List.of(
            "Verified already: %s. %s is asked to erase what the customer showed (%s)."
                .formatted(account(), policy.provider(), session),
            "Customer: not told the verdict by us.",
            "Owner: you.",
            "Do now: " + tellVerdict(),
            "Do not: ask for documents again, or say that they are erased before it says so here."));
  }

  TicketView erased() {
    return new TicketView(
        TicketState.DONE,
        leftTo(),
        session,
        List.of(
            "Erased: %s keeps nothing of what it collected for %s (%s). %s"
                .formatted(policy.provider(), account(), session, verdictStands()),
            "Customer: nothing changes for them.",
            "Owner: you.",
            "Do now: " + tellVerdict(),
            "Do not: ask for documents again."));
  }

  /** A person's word is not the provider's: until that has said so, nothing is erased for sure. */
  TicketView erasedByHand(String word) {
    return new TicketView(
        TicketState.DONE,
        leftTo(),
        session,
        List.of(
            "Erasure %s: %s has not confirmed it for %s (%s). %s"
                .formatted(word, policy.provider(), account(), session, verdictStands()),
            "Customer: nothing changes for them.",
            "Owner: you.",
            "Do now: see in " + policy.provider() + " whether it is erased; " + tellVerdict(),
            "Do not: ask for documents again."));
  }

  TicketView kept(String why) {
    return new TicketView(
        TicketState.DONE,
        WaitsFor.REQUESTER,
        session,
        List.of(
            "Not erased: %s still keeps what it collected for %s (%s): %s. %s"
                .formatted(policy.provider(), account(), session, why, verdictStands()),
            "Customer: nothing changes for them.",
            "Owner: you.",
            "Do now: have it erased in " + policy.provider() + ".",
            "Do not: say that it is erased."));
  }

  /**
   * The request ended without a verdict.
   *
   * @param open whether a person has left a session open
   * @param unknown whether a person has left it so that nobody knows
   */
  TicketView ended(CaseStatus status, String why, boolean open, boolean unknown) {
    return new TicketView(
        state(status),
        WaitsFor.REQUESTER,
        "",
        List.of(
            "No verdict on " + account() + ": " + why + ".",
            open
                ? "Customer: was invited, and their session " + session + " was left as it is."
                : unknown
                    ? "Customer: was invited; it is not known whether their session "
                        + session
                        + " is closed."
                    : invited
                        ? "Customer: was invited; their link does not work any more."
                        : "Customer: told nothing.",
            "Owner: you.",
            "Do now: " + nextStep(status),
            code.equals(VerificationRules.OTHER_CUSTOMER)
                ? "Do not: tell this customer anything about that account."
                : isNeedless(status)
                    ? "Do not: ask for documents."
                    : "Do not: tell the customer that they are verified, or that they are not."));
  }

  @Override
  public TicketView waiting(Block block) {
    return switch (block.status()) {
      case NEEDS_APPROVAL ->
          block.step().equals(Approvers.REVIEW.name()) ? review(block) : approval(block);
      case IN_DOUBT -> doubt(block);
      case WAITING ->
          switch (block.code()) {
            case Verification.NOT_FINISHED -> unfinished();
            case Verification.TRY_FAILED -> failed(block);
            case Verification.BEING_CHECKED -> checked(block);
            case Verification.NOT_ERASED -> unerased(block);
            case "paused" -> paused(block);
            case "not_yet" -> goesOnSoon(block);
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
            "Approval needed: verify who owns %s. Asked by %s: %s."
                .formatted(account(), request.name(), VerificationRules.words(request.reason())),
            "Why: " + block.cause() + ". " + customer(),
            whoAnswers(block, policy.waits(), "it expires"),
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
            "Customer invited: %s has sent them a link to verify themselves for %s (%s)."
                .formatted(accounts, account(), session),
            "Customer: has until %s; once they have finished, the verdict takes %s."
                .formatted(dayTime(until), policy.promise()),
            "Owner: Caserail waits for the customer and writes the verdict here.",
            LINK_SENT,
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
            LINK_SENT,
            "Do not: ask for documents here, or for the link."));
  }

  private TicketView checked(Block block) {
    return new TicketView(
        TicketState.WAITING,
        WaitsFor.CASERAIL,
        session,
        List.of(
            "No verdict yet: the customer of %s has finished, and %s since %s."
                .formatted(account(), block.cause(), dayTime(block.since())),
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
            whoAnswers(block, policy.waits(), "it expires"),
            ("Do now (not %s): look at %s in %s, then macro Verification: approve (verified) or"
                    + " Verification: refuse (not verified).")
                .formatted(request.name(), session, policy.provider()),
            "Do not: copy documents, or anything read in them, into this ticket."));
  }

  private TicketView unerased(Block block) {
    return new TicketView(
        TicketState.WAITING,
        WaitsFor.CASERAIL,
        session,
        List.of(
            "Not erased yet: %s for %s (%s) since %s. %s"
                .formatted(
                    block.cause(), account(), session, dayTime(block.since()), verdictStands()),
            "Customer: nothing changes for them.",
            "Owner: Caserail goes on asking " + policy.provider() + ".",
            "Do now: nothing, or ask "
                + policy.provider()
                + "'s support. An approver may give it up: macro Verification: skip.",
            "Do not: say that it is erased."));
  }

  /** Held on purpose: to go round it by hand would undo what it is for. */
  private TicketView paused(Block block) {
    return new TicketView(
        TicketState.WAITING,
        WaitsFor.LEAD,
        session,
        List.of(
            "Verification of "
                + account()
                + " waits: "
                + pending(block.step())
                + "; "
                + block.cause()
                + ".",
            customer() + ifTheyAsk(block),
            "Owner: " + block.owner() + "; it goes on by itself when the pause is over.",
            "Do now: nothing.",
            doNot()));
  }

  /** Its system answers, and is not done with what comes first. */
  private TicketView goesOnSoon(Block block) {
    return new TicketView(
        TicketState.WAITING,
        WaitsFor.CASERAIL,
        session,
        List.of(
            "Verification of %s waits: %s; %s, asked since %s."
                .formatted(
                    account(), pending(block.step()), trouble(block), dayTime(block.since())),
            customer() + ifTheyAsk(block),
            "Owner: "
                + block.owner()
                + "; it goes on by itself once "
                + block.system()
                + " is done with that.",
            "Do now: nothing.",
            doNot()));
  }

  private TicketView away(Block block) {
    // Tickets list one system besides us, the payment system, which may be the provider too.
    boolean provider = block.system().equals(policy.provider());
    return new TicketView(
            TicketState.WAITING,
            provider ? WaitsFor.PAYMENT_SYSTEM : WaitsFor.CASERAIL,
            session,
            List.of(
                "Verification of "
                    + account()
                    + " waits: "
                    + pending(block.step())
                    + "; "
                    + trouble(block)
                    + " (since "
                    + time(block.since())
                    + "). "
                    + fault(block)
                    + ".",
                customer() + ifTheyAsk(block),
                "Owner: "
                    + block.owner()
                    + "; it goes on by itself when "
                    + block.system()
                    + " is back.",
                "Do now: nothing. Cannot wait? M" + macros(block).substring(1) + ".",
                doNot()))
        .waitingOn(block.system());
  }

  private TicketView doubt(Block block) {
    return new TicketView(
        TicketState.CHECK_NEEDED,
        waitsForDoubt(block),
        session,
        List.of(
            ("Verification of %s in doubt: it is not known whether %s; sent to %s%s, the"
                    + " answer was lost.%s")
                .formatted(
                    account(),
                    doubted(block.step()),
                    sentTo(block),
                    sentAt(block),
                    namedInVain(block)),
            verdict.isEmpty()
                ? "Customer: do not say that they are verified, or that they are not. Macro Tell customer:"
                    + " we are checking."
                : "Customer: do not tell the verdict yet.",
            ownerOfDoubt(block, sentTo(block), policy.waits()),
            inDoubtDo(block)
                + "look in "
                + sentTo(block)
                + ", then macro Verification: I checked: found, with what is found in By-hand"
                + " reference, or Verification: I checked: none.",
            "Do not: do it by hand, or withdraw."));
  }

  @Override
  protected String systemOf(String step) {
    return switch (step.replaceAll("[@+].*|-undo$", "")) {
      case "invite", "invite-again", "apply" -> accounts;
      default -> policy.provider();
    };
  }

  private TicketView person(Block block) {
    boolean hide = block.code().equals(VerificationRules.OTHER_CUSTOMER);
    boolean moved = block.code().equals(REQUESTER_CHANGED);
    return new TicketView(
        TicketState.NEEDS_PERSON,
        lookedAtBy(block),
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
            moved ? NOT_THEIRS : customer(),
            "Owner: " + block.owner() + " until " + dayTime(block.due()) + ".",
            "Do now: " + putRight(block) + macros(block) + ".",
            moved
                ? WHOSE
                : hide ? "Do not: tell this customer anything about that account." : doNot()));
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

  /**
   * Nothing is delayed for whoever's account has the verdict, or is not to be verified any more.
   */
  private static String ifTheyAsk(Block block) {
    return block.step().endsWith("-undo")
            || List.of("close", "erase", "erased").contains(block.step().replaceAll("[@+].*", ""))
        ? ""
        : " If they ask: macro Tell customer: verification delayed.";
  }

  private String doNot() {
    return verdict.isEmpty()
        ? "Do not: tell the customer that they are verified, or that they are not."
        : "Do not: change the verdict by hand without macro Verification: I did it by hand.";
  }

  private String macros(Block block) {
    return macros(
        "Verification",
        block,
        offer ->
            switch (offer) {
              case COMPENSATE -> "take back";
              case DONE_BY_HAND -> "I did it by hand, with what was done in By-hand reference";
              default -> macro(offer, request.name());
            });
  }

  /** Whether there was nothing to verify; one who is to be verified again may not pass any more. */
  private boolean isNeedless(CaseStatus status) {
    return status == CaseStatus.REJECTED && code.equals(VerificationRules.ALREADY_VERIFIED);
  }

  private String nextStep(CaseStatus status) {
    if (isNeedless(status)) {
      return "tell the customer that their account is verified, then solve.";
    }
    return switch (code) {
      case "account_not_found", VerificationRules.OTHER_CUSTOMER ->
          "correct the account's number and apply macro Verification: verify again.";
      case "not_set_up" -> "ask the lead who verifies customers here.";
      default ->
          status == CaseStatus.EXPIRED
              ? "ask the customer whether they still want it, then apply macro Verification:"
                  + " verify again."
              : "answer the customer; if it is still wanted, apply macro Verification: verify"
                  + " again.";
    };
  }

  private String account() {
    return "account " + request.object();
  }
}
