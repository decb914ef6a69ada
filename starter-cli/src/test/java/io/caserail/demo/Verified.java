package io.caserail.demo;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.sandbox.company.CompanyAccount;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.VerificationSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A customer who is asked to verify themselves, and what the books say of it. */
final class Verified {
  private static final Duration PATIENCE = Duration.ofSeconds(25);
  private static final String REDACT = "POST /v1/identity/verification_sessions/{id}/redact";

  private final String account;
  private final String email;
  private final Stage stage;

  private Verified(String account, String email, Stage stage) {
    this.account = account;
    this.email = email;
    this.stage = stage;
  }

  static Verified of(String account, String email, Stage stage) {
    var unused = stage.sandbox().company().add(CompanyAccount.of(account, email));
    return new Verified(account, email, stage);
  }

  String caseId() {
    return stage.cases().caseId(CaseKind.VERIFICATION, new ObjectId(account));
  }

  /** Lena asks for it in a ticket of theirs. */
  long asked(String reason) {
    long ticket = stage.write(email);
    stage.verify("Lena", ticket, account, reason);
    return ticket;
  }

  /** From now on Stripe takes no wish to erase something. */
  ActiveFault erasureIsAway() {
    return stage.sandbox().faults().add(Fault.on("stripe").endpoint(REDACT).always().status(429));
  }

  /** They follow their newest link once they have one, and show who they are. */
  void succeeds() {
    until("they have no link", this::follow);
    stage.sandbox().stripe().finishChecks();
  }

  /** The same, not in the very second of the invitation: such a review is not believed. */
  void succeedsInTheNextSecond() {
    untilInvited(1);
    Instant opened = sessions().get(0).created();
    until(
        "the clock stands still",
        () -> stage.sandbox().clock().instant().isAfter(opened.plusSeconds(2)));
    succeeds();
  }

  private boolean follow() {
    try {
      String link = stage.sandbox().company().openLink(account);
      var unused = stage.sandbox().stripe().submit(stage.sandbox().stripe().followLink(link));
      return true;
    } catch (IllegalStateException | IllegalArgumentException notInvited) {
      return false;
    }
  }

  void terminate() {
    stage.client().newUntypedWorkflowStub(caseId()).terminate("by a trial");
  }

  void untilInvited(int times) {
    until("they are not invited " + times + " times", () -> invited() == times);
  }

  /** Waits until the case waits for Stripe, which does not take its wish to erase. */
  void untilErasureWaits() {
    until(
        "it does not wait to erase",
        () ->
            stage.cases().view(caseId()).requests().stream()
                .anyMatch(r -> r.block() != null && r.block().step().startsWith("erase")));
  }

  void untilErasing() {
    until("it is not being erased", () -> sessions().get(0).redaction() != null);
  }

  /** Waits until Stripe has erased every session; it never takes longer than it is let. */
  void untilErased() {
    until(
        "not all is erased",
        () -> {
          stage.sandbox().stripe().finishChecks();
          return erased() == sessions().size();
        });
  }

  long erased() {
    return sessions().stream()
        .filter(s -> s.redaction() == VerificationSession.Redaction.REDACTED)
        .count();
  }

  int invited() {
    return counted("account.invited");
  }

  int decided() {
    return counted("account.decided");
  }

  /** Every session that was opened for them, the oldest first. */
  List<VerificationSession> sessions() {
    return stage.sandbox().books().of("stripe", "verification.created").stream()
        .filter(entry -> account.equals(entry.details().get("client_reference_id")))
        .map(entry -> stage.sandbox().stripe().verificationSession(entry.object()))
        .toList();
  }

  private int counted(String kind) {
    return (int)
        stage.sandbox().books().about(account).stream().filter(e -> e.kind().equals(kind)).count();
  }

  private void until(String otherwise, BooleanSupplier holds) {
    Deadline.within(
        PATIENCE,
        holds,
        () -> account + ": " + otherwise + "; " + sessions() + stage.cases().view(caseId()));
  }
}
