package io.caserail.refund;

import io.caserail.lifecycle.Intake;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.ObjectId;
import io.caserail.port.CaseActivities;
import io.caserail.port.Command;
import io.caserail.port.DueRefund;
import io.caserail.port.LookUpRequest;
import io.caserail.port.PaymentActivities;
import io.caserail.port.PaymentFacts;
import io.caserail.port.SettlementHint;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketView;
import io.caserail.record.CaseResult;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What refunds make of the commands in a ticket. */
final class RefundIntake implements Intake<RefundRequest> {
  private final CaseActivities cases =
      stub(CaseActivities.class, TaskQueues.CASES, "Pass it on to its own case");
  private final PaymentActivities payments =
      stub(PaymentActivities.class, TaskQueues.PAYMENTS, "Look for a settlement");

  private final DueRefunds dues;

  RefundIntake(DueRefunds dues) {
    this.dues = dues;
  }

  @Override
  public CaseKind kind() {
    return CaseKind.REFUND;
  }

  @Override
  public String noun() {
    return "Refund";
  }

  @Override
  public String object() {
    return "payment";
  }

  @Override
  public String holds() {
    return "a payment's number";
  }

  /** What follows from another case is neither corrected here nor corrects anything. */
  @Override
  public String changed(RefundRequest older, RefundRequest newer, String currency) {
    if (older.origin() != null || newer.origin() != null) {
      return "";
    }
    List<String> changes = new ArrayList<>();
    if (!older.amount().equals(newer.amount())) {
      changes.add(newer.amountIn(currency) + " instead of " + older.amountIn(currency));
    }
    if (!older.reason().equals(newer.reason())) {
      changes.add(
          "reason "
              + Reasons.words(newer.reason())
              + " instead of "
              + Reasons.words(older.reason()));
    }
    return String.join("; ", changes);
  }

  @Override
  public RefundRequest request(Command command, ObjectId payment, TicketReading reading) {
    DueRefund due = dues.of(command);
    return due == null
        ? RefundRequest.of(command, payment, reading.requester())
        : RefundRequest.of(due, payment, reading.requester());
  }

  @Override
  public TicketView withdrawn(RefundRequest request, TicketReading reading, String by) {
    dues.ended(
        request.origin(),
        new CaseResult.End(
            request.key().value(),
            request.ticket().value(),
            CaseStatus.WITHDRAWN,
            "",
            "",
            "withdrawn by " + by));
    return new RefundNotes(request, reading.policy())
        .ended(CaseStatus.WITHDRAWN, "withdrawn by " + by);
  }

  /** A refund that failed after it was accepted waits in a case of its own, on the same ticket. */
  @Override
  public boolean isElsewhere(Command command, ObjectId payment) {
    try {
      PaymentFacts facts = payments.lookUpPayment(new LookUpRequest(payment));
      List<String> ours =
          facts.refunds().stream()
              .filter(PaymentFacts.Refund::isOurs)
              .map(PaymentFacts.Refund::ref)
              .filter(command::mayMean)
              .filter(ref -> payments.originOf(ref).ticket().equals(command.ticket().value()))
              .toList();
      return !ours.isEmpty()
          && cases.forwardToSettlements(new SettlementHint(command.ticket(), ours)) > 0;
    } catch (ActivityFailure e) {
      // It can't be told; then its author is told that nothing waits here.
      return false;
    }
  }

  private static <T> T stub(Class<T> type, String queue, String summary) {
    return Workflow.newActivityStub(
        type,
        ActivityOptions.newBuilder()
            .setTaskQueue(queue)
            .setSummary(summary)
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setScheduleToCloseTimeout(Duration.ofMinutes(1))
            .setRetryOptions(
                RetryOptions.newBuilder().setMaximumInterval(Duration.ofMinutes(1)).build())
            .build());
  }
}
