package io.caserail.settlement;

import io.caserail.decision.Cause;
import io.caserail.decision.Decision;
import io.caserail.decision.Taken;
import io.caserail.decision.Verdict;
import io.caserail.engine.CaseEngine;
import io.caserail.engine.Ended;
import io.caserail.engine.Wait;
import io.caserail.lifecycle.DecisionGate;
import io.caserail.lifecycle.Detached;
import io.caserail.lifecycle.HeardNews;
import io.caserail.lifecycle.SpokenDecisions;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Digest;
import io.caserail.model.FaultDomain;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.model.Role;
import io.caserail.model.Step;
import io.caserail.model.TicketId;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentActivities;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.RefundOrigin;
import io.caserail.port.RefundRef;
import io.caserail.port.SettlementRequest;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketReading;
import io.caserail.record.CaseView;
import io.caserail.record.RequestLog;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for the final word in {@link #settle(SettlementRequest, RefundOrigin)}. */
public class SettlementWorkflowImpl implements SettlementWorkflow {
  private static final int PLAN = 1;
  private static final Duration UNREADABLE = Duration.ofMinutes(10);

  private static final Step SETTLE = new Step("settle", "Wait for the final word");
  private static final Step FAILED = new Step("failed", "The refund failed after it was accepted");

  // Signal and update handlers run before run(): what they use is ready before it.
  private final CaseEngine engine = new CaseEngine(CaseKind.SETTLEMENT, this::submit);
  private final DecisionGate gate = new DecisionGate(engine);
  private final SpokenDecisions spoken = new SpokenDecisions(engine);
  private final List<TicketId> hints = new ArrayList<>();
  private final TicketActivities tickets = stub(TicketActivities.class, TaskQueues.TICKETS);
  private final PaymentActivities payments = stub(PaymentActivities.class, TaskQueues.PAYMENTS);
  private @Nullable SettlementRequest handedOver;
  private final HeardNews heard = new HeardNews();
  private @Nullable Promise<Void> reader;
  private boolean news;
  private boolean sentAgain;
  private @Nullable String another;
  private boolean reading;
  private SettlementResult result = new SettlementResult("", CaseStatus.COMPLETED, "", false);

  @Override
  public SettlementResult run(String refund) {
    Detached.run(engine, () -> serve(refund));
    return result;
  }

  private void serve(String refund) {
    Workflow.getVersion("settlement-plan", PLAN, PLAN);
    engine.open(new ObjectId(refund));
    do {
      // A refund may fail after its final word, which its ticket may have waited for.
      news = false;
      follow(refund);
      handedOver = null;
    } while (news && !result.dealtWith());
    engine.close();
  }

  private void follow(String refund) {
    RefundOrigin origin = insistently(() -> payments.originOf(refund));
    SettlementRequest request = handedOver != null ? handedOver : request(origin);
    if (request == null) {
      boolean notOurs = origin.operation().isEmpty() || origin.ticket().isEmpty();
      result =
          new SettlementResult(refund, CaseStatus.COMPLETED, "there is nothing to settle", notOurs);
    } else {
      result = settle(request, origin);
    }
    Workflow.await(
        () ->
            engine.display().isTold()
                && (hints.isEmpty() || reader == null)
                && !reading
                && Workflow.isEveryHandlerFinished());
  }

  /** From accepted to final; what fails on the way waits for a person. */
  private SettlementResult settle(SettlementRequest request, RefundOrigin origin) {
    SettlementNotes notes = new SettlementNotes(request, origin.system());
    engine.display().named(new ObjectId(request.ref()), request.payment());
    engine
        .display()
        .heard(request.ticket(), request.revision(), List.of(), request.policy().waits());
    engine.serve(log(request), request.policy().waits(), notes);
    // Withdrawing takes back nothing any more; once it has failed, people may let it be.
    engine.pass("the payment system has accepted it");
    if (reader == null) {
      reader = Async.procedure(this::readTicket, request);
    }
    RefundRef ref = new RefundRef(request.ref(), request.payment(), request.amount());
    try {
      Outcome last =
          engine
              .await(
                  Wait.at(SETTLE, open(request, origin.system()))
                      .forWord(TaskQueues.PAYMENTS, options -> poll(options, ref))
                      .orNews(() -> news))
              .outcome();
      if (last.happened()) {
        engine.tell(notes.arrived());
        return end(request, CaseStatus.COMPLETED, "the refund is final", false);
      }
      return repair(request, origin, last, notes);
    } catch (Ended ended) {
      engine.tell(notes.closed(ended.reason()));
      return end(request, ended.status(), ended.reason(), true);
    }
  }

  /**
   * A person says how it was paid; or it was asked for again, and sent, in the same ticket. Where
   * that was done before the news of the failure came, nobody is asked at all.
   */
  private SettlementResult repair(
      SettlementRequest request, RefundOrigin origin, Outcome failure, SettlementNotes notes) {
    if (origin.again().isEmpty()) {
      Async.procedure(this::lookForAnother, request);
    } else {
      another = origin.again();
    }
    Outcome last = failure;
    while (true) {
      Taken taken =
          !origin.again().isEmpty()
              ? null
              : engine
                  .await(
                      Wait.at(FAILED, failed(request, origin.system(), last))
                          .orNews(() -> another != null))
                  .taken();
      if (taken == null) {
        String sent = String.valueOf(another);
        // Beside the request's own views: what was sent again has gone on under their key.
        engine
            .display()
            .show(
                request.ticket(),
                new RequestKey(Digest.hex(16, "sent-again", request.ref())),
                notes.sentAgain(sent));
        return end(request, CaseStatus.COMPLETED, "sent again as " + sent, true);
      }
      Outcome paid = byHand(taken, request, origin);
      if (paid.kind() != Outcome.Kind.STOPPED) {
        engine.tell(notes.otherwise(paid, taken.person().name()));
        return end(request, CaseStatus.COMPLETED, "paid another way: " + paid.ref(), true);
      }
      last =
          Outcome.rejected(
              request.ref(),
              "unfit_reference",
              failure.evidence()
                  + "; "
                  + taken.decision().reference().strip()
                  + " does not count: "
                  + paid.evidence());
    }
  }

  /**
   * Whether something was made in its place, as we are told. The payment system knows: two refunds
   * of the same amount may have failed, and one new one stands for one of them only.
   */
  private void lookForAnother(SettlementRequest request) {
    while (another == null) {
      Workflow.await(() -> sentAgain);
      sentAgain = false;
      try {
        String made = payments.originOf(request.ref()).again();
        another = made.isEmpty() ? null : made;
      } catch (ActivityFailure e) {
        // It can't be read; a person decides, as before.
      }
    }
  }

  /** Read back where the payment system knows the reference; else it is a person's word. */
  private Outcome byHand(Taken taken, SettlementRequest request, RefundOrigin failed) {
    String reference = taken.decision().reference().strip();
    Outcome read =
        engine.read(
            FAILED,
            TaskQueues.PAYMENTS,
            options ->
                Async.function(
                    Workflow.newActivityStub(PaymentActivities.class, options)::readRefund,
                    new RefundRef(
                        reference,
                        request.payment(),
                        request.amount(),
                        request.key(),
                        failed.at())));
    return read.happened() || read.kind() == Outcome.Kind.STOPPED
        ? read
        : Outcome.succeeded(reference, reference + " on " + taken.person().name() + "'s word");
  }

  private SettlementResult end(
      SettlementRequest request, CaseStatus status, String reason, boolean failed) {
    engine.end(status, reason);
    return new SettlementResult(request.ref(), status, reason, failed);
  }

  /** What late news is about; null when it is not ours, or nothing went wrong. */
  private @Nullable SettlementRequest request(RefundOrigin origin) {
    if (origin.operation().isEmpty()
        || origin.ticket().isEmpty()
        || origin.status().kind() == Outcome.Kind.SUCCEEDED) {
      return null;
    }
    TicketId ticket = new TicketId(origin.ticket());
    TicketReading read =
        insistently(
            () ->
                tickets.readTicket(
                    new ReadTicketRequest(CaseKind.REFUND, origin.payment(), ticket)));
    return new SettlementRequest(
        origin.ref(),
        origin.payment(),
        origin.amount(),
        ticket,
        new OperationId(origin.operation()).requestKey(),
        SettlementRequest.above(read.revision()),
        read.policy().withoutPromise(),
        false);
  }

  private void readTicket(SettlementRequest request) {
    while (true) {
      Workflow.await(() -> !hints.isEmpty());
      reading = true;
      TicketId ticket = hints.remove(0);
      TicketReading read =
          insistently(
              () ->
                  tickets.readTicket(
                      new ReadTicketRequest(CaseKind.REFUND, request.payment(), ticket)
                          .readBy(Workflow.getInfo().getWorkflowId())));
      for (Command command : read.commands()) {
        if (ticket.equals(request.ticket())
            && isAbout(request, command)
            && !engine.display().hasHeard(command.id())) {
          engine
              .display()
              .heard(ticket, read.revision(), List.of(command.id()), read.policy().waits());
          if (command.kind() == CommandKind.WHERE_IS_IT) {
            spoken.where(command, "Refund");
          } else {
            spoken.say(command, spoken.outdated(command));
          }
        }
      }
      reading = false;
    }
  }

  /** What is said about another payment, or another refund of it, is for that one's case. */
  private static boolean isAbout(SettlementRequest request, Command command) {
    return command.refusal() == null
        && !command.kind().isRequest()
        && command.mayMean(request.ref())
        && (command.object().isEmpty() || command.object().equals(request.payment().value()));
  }

  /** A settlement that fails would leave a ticket that says it is being followed. */
  private static <T> T insistently(Supplier<T> call) {
    while (true) {
      try {
        return call.get();
      } catch (ActivityFailure e) {
        Workflow.sleep(UNREADABLE);
      }
    }
  }

  private Promise<Outcome> poll(ActivityOptions options, RefundRef ref) {
    news = false;
    return Async.function(
        Workflow.newActivityStub(PaymentActivities.class, options)::awaitRefund, ref);
  }

  private static RequestLog log(SettlementRequest request) {
    String what = "settle " + request.amount() + " (" + request.ref() + ")";
    RequestLog log =
        new RequestLog(request.key(), request.ticket(), "", what, "Caserail", CaseEngine.now());
    log.name(what, request.amount());
    return log;
  }

  private static Cause open(SettlementRequest request, String system) {
    return Cause.system(
            system,
            "not_final",
            system + " has not given its final word",
            request.policy().waits().settlement())
        .showing(request.ref())
        .ownedBy(system)
        .offering(List.of(DecisionKind.RETRY));
  }

  private static Cause failed(SettlementRequest request, String system, Outcome last) {
    return new Cause(
        CaseStatus.BLOCKED,
        FaultDomain.UPSTREAM,
        system,
        last.code(),
        last.evidence(),
        request.ref(),
        "you",
        List.of(Role.FINANCE, Role.APPROVER),
        List.of(DecisionKind.DONE_BY_HAND, DecisionKind.WITHDRAW),
        Duration.ZERO,
        request.policy().waits().approval());
  }

  private static <T> T stub(Class<T> type, String queue) {
    return Workflow.newActivityStub(
        type,
        ActivityOptions.newBuilder()
            .setTaskQueue(queue)
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setRetryOptions(
                RetryOptions.newBuilder().setMaximumInterval(Duration.ofMinutes(1)).build())
            .build());
  }

  @Override
  public void settle(SettlementRequest request) {
    handedOver = request;
  }

  @Override
  public void submit(TicketId ticket) {
    if (ticket != null) {
      hints.add(ticket);
    }
  }

  @Override
  public void sentAgain(String refund) {
    if (refund != null) {
      sentAgain = true;
    }
  }

  @Override
  public void wake(String eventId) {
    heard.note(eventId, engine.current());
    news = true;
  }

  @Override
  public Verdict decide(Decision decision) {
    return gate.decide(decision, "cli");
  }

  @Override
  public void checkDecision(Decision decision) {
    DecisionGate.check(decision);
  }

  @Override
  public void decision(Decision decision) {
    gate.signal(decision);
  }

  @Override
  public SettlementResult result() {
    return result;
  }

  @Override
  public CaseView view() {
    return engine.view();
  }
}
