package io.caserail.verification;

import io.caserail.decision.Cause;
import io.caserail.decision.Person;
import io.caserail.decision.Taken;
import io.caserail.engine.CaseEngine;
import io.caserail.engine.Wait;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Role;
import io.caserail.model.Step;
import io.caserail.port.Outcome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The people who are asked before a session is opened, and where they have the last word. */
final class Approvers {
  private static final Step APPROVE = new Step("approve", "Ask for approval");
  static final Step REVIEW = new Step("review", "Have people look");

  private final CaseEngine engine;
  private final VerificationRequest request;
  private final Duration patience;
  private final Account account;

  /**
   * @param patience how long they have before their silence ends the request
   */
  Approvers(CaseEngine engine, VerificationRequest request, Duration patience, Account account) {
    this.engine = engine;
    this.request = request;
    this.patience = patience;
    this.account = account;
  }

  /** Asks whether a session may be opened. */
  Taken mayGo(Ruling why) {
    boolean stranger = why.code().equals(VerificationRules.OTHER_CUSTOMER);
    return ask(
        Wait.at(APPROVE, question(why, stranger ? CaseStatus.BLOCKED : CaseStatus.NEEDS_APPROVAL)));
  }

  /** Asks what to do after a check right before the session was opened said no. */
  Taken mayTryAgain(Outcome no) {
    return ask(
        Wait.at(
            APPROVE,
            Cause.people(CaseStatus.BLOCKED, no.code(), no.evidence(), patience)
                .offering(List.of(DecisionKind.RETRY, DecisionKind.WITHDRAW))));
  }

  /**
   * Asks for the verdict.
   *
   * @param session where they find what the customer showed
   */
  Taken verdict(Ruling why, String session) {
    return ask(
        Wait.at(REVIEW, question(why, CaseStatus.NEEDS_APPROVAL).showing(session)).forVerdict());
  }

  private Taken ask(Wait wait) {
    return engine.await(wait.objecting(this::objection).orExpire()).decision();
  }

  private Cause question(Ruling why, CaseStatus status) {
    return Cause.people(status, why.code(), why.because(), patience)
        .ownedBy("Refund approvers")
        .needing(List.of(Role.APPROVER))
        .offering(List.of(DecisionKind.APPROVE, DecisionKind.REFUSE, DecisionKind.WITHDRAW));
  }

  private @Nullable String objection(Person person) {
    return VerificationRules.objection(request, account.customer(), person.actor(), person.tag());
  }
}
