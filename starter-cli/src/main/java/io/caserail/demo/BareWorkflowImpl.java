package io.caserail.demo;

import io.caserail.cancellation.CancellationRequest;
import io.caserail.display.SearchKeys;
import io.caserail.lifecycle.CaseRequest;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.TicketId;
import io.caserail.port.AccessActivities;
import io.caserail.port.AccountActivities;
import io.caserail.port.Attempt;
import io.caserail.port.BillingActivities;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Command;
import io.caserail.port.IdentityActivities;
import io.caserail.port.LookUpRequest;
import io.caserail.port.OrderActivities;
import io.caserail.port.OrderFacts;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentActivities;
import io.caserail.port.PaymentFacts;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.RefundOrder;
import io.caserail.port.SessionFacts.State;
import io.caserail.port.SessionRef;
import io.caserail.port.ShowRequest;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketHint;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import io.caserail.refund.RefundRequest;
import io.caserail.verification.VerificationRequest;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Activities in a row. */
public class BareWorkflowImpl implements BareWorkflow {
  private final TicketActivities tickets = stub(TicketActivities.class, TaskQueues.TICKETS);
  private @Nullable TicketId ticket;
  private long revision;
  private boolean news;

  @Override
  public String run(CaseKind kind, ObjectId object) {
    Workflow.await(() -> ticket != null);
    if (ticket == null) {
      throw new IllegalStateException("the wait for a ticket is over without one");
    }
    TicketReading read = tickets.readTicket(new ReadTicketRequest(kind, object, ticket));
    Command command = read.commands().get(0);
    revision = read.revision();
    String reference =
        switch (kind) {
          case REFUND -> refund(RefundRequest.of(command, object, read.requester()));
          case CANCELLATION -> cancel(CancellationRequest.of(command, object, read.requester()));
          case VERIFICATION -> verify(VerificationRequest.of(command, object, read.requester()));
          case SETTLEMENT ->
              throw new IllegalArgumentException("a settlement is asked for in no ticket");
        };
    Workflow.upsertTypedSearchAttributes(
        SearchKeys.STATUS.valueSet("COMPLETED"),
        SearchKeys.TICKET_ID.valueSet(List.of(ticket.value())),
        SearchKeys.LATE.valueSet(false),
        SearchKeys.OWNER.valueUnset(),
        SearchKeys.FAULT_DOMAIN.valueUnset(),
        SearchKeys.FAILURE_TYPE.valueUnset(),
        SearchKeys.UPSTREAM.valueUnset(),
        SearchKeys.DUE_AT.valueUnset());
    return reference;
  }

  @Override
  public void submit(TicketHint hint) {
    ticket = hint.ticket();
  }

  @Override
  public void wake(String eventId) {
    news = true;
  }

  private String refund(RefundRequest request) {
    PaymentActivities payments = stub(PaymentActivities.class, TaskQueues.PAYMENTS);
    PaymentFacts facts = payments.lookUpPayment(new LookUpRequest(request.payment()));
    show(CaseKind.REFUND, request, TicketState.WORKING, "", List.of());
    Outcome paid =
        payments.issueRefund(
            new RefundOrder(
                attempt(request, request.payment(), "pay"),
                request.payment(),
                facts.captured(),
                request.amount(),
                request.reason(),
                request.ticket(),
                request.by(),
                List.of(),
                List.of()));
    show(CaseKind.REFUND, request, TicketState.DONE, paid.ref(), note(paid.ref()));
    return paid.ref();
  }

  /** Of an order with a subscription and access, at once. */
  private String cancel(CancellationRequest request) {
    OrderActivities orders = stub(OrderActivities.class, TaskQueues.COMPANY);
    BillingActivities billing = stub(BillingActivities.class, TaskQueues.BILLING);
    AccessActivities access = stub(AccessActivities.class, TaskQueues.ACCESS);
    ObjectId order = request.object();
    show(CaseKind.CANCELLATION, request, TicketState.WORKING, "", List.of());
    OrderFacts facts = orders.lookUpOrder(new LookUpRequest(order));
    ObjectId subscription = new ObjectId(facts.subscription());
    ObjectId opened = new ObjectId(facts.access());
    var unused = billing.lookUpSubscription(new LookUpRequest(subscription));
    var closed = orders.cancelOrder(change(request, order, "close-order", order, ""));
    var ends =
        billing.scheduleEndOfBilling(change(request, order, "stop-billing", subscription, ""));
    show(CaseKind.CANCELLATION, request, TicketState.WORKING, "", note(closed.ref() + ends.ref()));
    ChangeOrder end = change(request, order, "end-billing", subscription, "");
    String over = billing.endBillingNow(end).ref() + billing.awaitEndOfBilling(end).ref();
    var gone = access.revokeAccess(change(request, order, "revoke-access", opened, ""));
    show(CaseKind.CANCELLATION, request, TicketState.DONE, "", note(over + gone.ref()));
    return closed.ref();
  }

  private String verify(VerificationRequest request) {
    AccountActivities accounts = stub(AccountActivities.class, TaskQueues.COMPANY);
    IdentityActivities identity = stub(IdentityActivities.class, TaskQueues.IDENTITY);
    ObjectId account = request.object();
    show(CaseKind.VERIFICATION, request, TicketState.WORKING, "", List.of());
    var unused = accounts.lookUpAccount(new LookUpRequest(account));
    String session = identity.openSession(change(request, account, "open", account, "")).ref();
    var invited = accounts.inviteToVerify(change(request, account, "invite", account, session));
    show(CaseKind.VERIFICATION, request, TicketState.WORKING, session, note(invited.ref()));
    awaitVerdict(identity, new SessionRef(account, session, ""));
    var applied = accounts.applyVerdict(change(request, account, "apply", account, "verified"));
    show(CaseKind.VERIFICATION, request, TicketState.DONE, session, note(applied.ref()));
    Outcome asked = identity.redactSession(change(request, account, "erase", account, session));
    return identity.awaitRedaction(new SessionRef(account, asked.ref(), "")).ref();
  }

  /** By news alone: what never arrives is waited for in vain. */
  private void awaitVerdict(IdentityActivities identity, SessionRef session) {
    do {
      Workflow.await(() -> news);
      news = false;
    } while (identity.readSession(session).state() != State.VERIFIED);
  }

  private void show(
      CaseKind kind, CaseRequest request, TicketState state, String ref, List<String> note) {
    var unused =
        tickets.showOnTicket(
            new ShowRequest(
                request.ticket(),
                new TicketView(state, WaitsFor.NOBODY, ref, note),
                request.key(),
                ++revision,
                List.of(request.by().commandId()),
                kind,
                List.of()));
  }

  private static ChangeOrder change(
      CaseRequest request, ObjectId lock, String step, ObjectId object, String value) {
    return new ChangeOrder(
        attempt(request, lock, step), object, value, request.ticket(), request.by(), List.of());
  }

  private static Attempt attempt(CaseRequest request, ObjectId lock, String step) {
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    return new Attempt(
        OperationId.of(lock, request.key(), step),
        request.by().commandId(),
        1,
        now.plus(Duration.ofHours(12)),
        false);
  }

  /** As long as a real note. */
  private static List<String> note(String reference) {
    return List.of(
        "Change made: accepted by the system that holds it (" + reference + ").",
        "Customer: not told yet. Banks show it in 5 to 10 business days.",
        "Owner: you.",
        "Do now: macro Tell customer: sent, then solve.",
        "Do not: make this change again, here or in the system that holds it.");
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
