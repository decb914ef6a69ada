package io.caserail.verification;

import io.caserail.lifecycle.Intake;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.ObjectId;
import io.caserail.port.Command;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketView;
import io.caserail.port.VerificationPolicy;

/** What verifications make of the commands in a ticket. */
final class VerificationIntake implements Intake<VerificationRequest> {
  @Override
  public CaseKind kind() {
    return CaseKind.VERIFICATION;
  }

  @Override
  public String noun() {
    return "Verification";
  }

  @Override
  public String object() {
    return "account";
  }

  @Override
  public String holds() {
    return "an account's number";
  }

  @Override
  public String changed(VerificationRequest older, VerificationRequest newer, String currency) {
    return older.reason().equals(newer.reason())
        ? ""
        : "reason "
            + VerificationRules.words(newer.reason())
            + " instead of "
            + VerificationRules.words(older.reason());
  }

  @Override
  public VerificationRequest request(Command command, ObjectId account, TicketReading reading) {
    return VerificationRequest.of(command, account, reading.requester());
  }

  @Override
  public TicketView withdrawn(VerificationRequest request, TicketReading reading, String by) {
    return new VerificationNotes(request, policy(reading))
        .ended(CaseStatus.WITHDRAWN, "withdrawn by " + by, false, false);
  }

  /** The policy that was in force when the ticket was read. */
  static VerificationPolicy policy(TicketReading reading) {
    VerificationPolicy policy = reading.verification();
    return policy == null ? VerificationPolicy.none(reading.policy()) : policy;
  }
}
