package io.caserail.cancellation;

import io.caserail.lifecycle.Intake;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.Command;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import java.util.ArrayList;
import java.util.List;

/** What cancellations make of the commands in a ticket. */
final class CancellationIntake implements Intake<CancellationRequest> {
  @Override
  public CaseKind kind() {
    return CaseKind.CANCELLATION;
  }

  @Override
  public String noun() {
    return "Cancellation";
  }

  @Override
  public String object() {
    return "order or subscription";
  }

  @Override
  public String holds() {
    return "an order's or a subscription's number";
  }

  @Override
  public String changed(CancellationRequest older, CancellationRequest newer, String currency) {
    List<String> changes = new ArrayList<>();
    if (older.when() != newer.when()) {
      changes.add(newer.when().words() + " instead of " + older.when().words());
    }
    if (!older.reason().equals(newer.reason())) {
      changes.add(
          "reason "
              + CancellationRules.words(newer.reason())
              + " instead of "
              + CancellationRules.words(older.reason()));
    }
    return String.join("; ", changes);
  }

  @Override
  public CancellationRequest request(Command command, ObjectId object, TicketReading reading) {
    return CancellationRequest.of(command, object, reading.requester());
  }

  @Override
  public TicketView withdrawn(CancellationRequest request, TicketReading reading, String by) {
    return new CancellationNotes(request, policy(reading))
        .notMade(TicketState.WITHDRAWN, "withdrawn by " + by);
  }

  /** The policy that was in force when the ticket was read. */
  static CancellationPolicy policy(TicketReading reading) {
    CancellationPolicy policy = reading.cancellation();
    return policy == null ? CancellationPolicy.standard(reading.policy()) : policy;
  }
}
