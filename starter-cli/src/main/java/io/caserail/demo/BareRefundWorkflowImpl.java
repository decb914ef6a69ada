package io.caserail.demo;

import io.caserail.display.SearchKeys;
import io.caserail.model.CaseKind;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.TicketId;
import io.caserail.port.Attempt;
import io.caserail.port.Command;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentActivities;
import io.caserail.port.PaymentFacts;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.RefundOrder;
import io.caserail.port.ShowRequest;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketHint;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketShown;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import io.caserail.refund.RefundRequest;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Five activities in a row. */
public class BareRefundWorkflowImpl implements BareRefundWorkflow {
  private final TicketActivities tickets = stub(TicketActivities.class, TaskQueues.TICKETS);
  private final PaymentActivities payments = stub(PaymentActivities.class, TaskQueues.PAYMENTS);
  private @Nullable TicketId ticket;

  @Override
  public String run(ObjectId payment) {
    Workflow.await(() -> ticket != null);
    if (ticket == null) {
      throw new IllegalStateException("the wait for a ticket is over without one");
    }
    TicketReading read =
        tickets.readTicket(new ReadTicketRequest(CaseKind.REFUND, payment, ticket));
    Command command = read.commands().get(0);
    RefundRequest request = RefundRequest.of(command, payment, read.requester());
    PaymentFacts facts = payments.lookUpPayment(new LookUpRequest(payment));
    show(request, read.revision() + 1, TicketState.WORKING, "", List.of());
    Outcome paid = payments.issueRefund(order(request, facts.captured()));
    show(request, read.revision() + 2, TicketState.DONE, paid.ref(), note(payment, paid));
    Workflow.upsertTypedSearchAttributes(
        SearchKeys.STATUS.valueSet("COMPLETED"),
        SearchKeys.TICKET_ID.valueSet(List.of(ticket.value())),
        SearchKeys.LATE.valueSet(false),
        SearchKeys.OWNER.valueUnset(),
        SearchKeys.FAULT_DOMAIN.valueUnset(),
        SearchKeys.FAILURE_TYPE.valueUnset(),
        SearchKeys.UPSTREAM.valueUnset(),
        SearchKeys.DUE_AT.valueUnset());
    return paid.ref();
  }

  @Override
  public void submit(TicketHint hint) {
    ticket = hint.ticket();
  }

  private void show(
      RefundRequest request, long revision, TicketState state, String ref, List<String> note) {
    TicketShown unused =
        tickets.showOnTicket(
            new ShowRequest(
                request.ticket(),
                new TicketView(state, WaitsFor.NOBODY, ref, note),
                request.key(),
                revision,
                List.of(request.by().commandId())));
  }

  private static RefundOrder order(RefundRequest request, Money amount) {
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    return new RefundOrder(
        new Attempt(
            OperationId.of(request.payment(), request.key(), "pay"),
            request.by().commandId(),
            1,
            now.plus(Duration.ofHours(12)),
            false),
        request.payment(),
        amount,
        request.amount(),
        request.reason(),
        request.ticket(),
        request.by(),
        List.of(),
        List.of());
  }

  /** As long as a real note. */
  private static List<String> note(ObjectId payment, Outcome paid) {
    return List.of(
        "Refund sent: payment " + payment + ", accepted (" + paid.ref() + ").",
        "Customer: not told yet. Banks show it in 5 to 10 business days.",
        "Owner: you.",
        "Do now: macro Tell customer: sent, then solve.",
        "Do not: refund this payment again, here or in the payment system.");
  }

  private static <T> T stub(Class<T> type, String queue) {
    return Workflow.newActivityStub(
        type,
        ActivityOptions.newBuilder()
            .setTaskQueue(queue)
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .build());
  }
}
