package io.caserail.refund;

import io.caserail.engine.CaseEngine;
import io.caserail.engine.RequestLog;
import io.caserail.engine.SpokenDecisions;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.CaseActivities;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.LookUpRequest;
import io.caserail.port.PaymentActivities;
import io.caserail.port.PaymentFacts;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.RefundPolicy;
import io.caserail.port.SettlementHint;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketState;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns hints into requests and decisions. A hint is only a reason to read the ticket; what was
 * asked, and by whom, stands in its audits. Requests are queued, decisions go to the engine, and
 * whatever does not count is answered in the ticket.
 */
final class RefundInbox {
  private static final String QUEUED =
      "Refund waits for another refund of the same payment. Owner: Caserail.";
  private static final Duration QUIET = Duration.ofMinutes(1);
  private static final Duration UNREADABLE = Duration.ofMinutes(2);
  private final Set<TicketId> hints = new LinkedHashSet<>();
  private final List<String> heard = new ArrayList<>();
  private final Deque<Wish> queue = new ArrayDeque<>();
  private final List<Asked> asks = new ArrayList<>();
  private final CaseEngine engine;
  private final SpokenDecisions spoken;
  private final CaseActivities cases =
      stub(CaseActivities.class, TaskQueues.CASES, "Pass it on to its own case", QUIET);
  private final PaymentActivities payments =
      stub(PaymentActivities.class, TaskQueues.PAYMENTS, "Look for a settlement", QUIET);
  private final Set<TicketId> unreadable = new LinkedHashSet<>();
  private boolean reading;

  /** A request with the policy that was in force when it was read. */
  record Wish(RefundRequest request, RefundPolicy policy) {}

  private record Asked(RefundAsk ask, List<Role> roles) {}

  RefundInbox(CaseEngine engine) {
    this.engine = engine;
    this.spoken = new SpokenDecisions(engine);
  }

  /** Asks for a look at a ticket. */
  void hint(TicketId ticket) {
    hints.add(ticket);
  }

  /** A request by command line, already proven; it is read together with its ticket. */
  void ask(RefundAsk ask, List<Role> roles) {
    asks.add(new Asked(ask, roles));
    hints.add(ask.ticket());
  }

  boolean isIdle() {
    return hints.isEmpty() && !reading && unreadable.isEmpty();
  }

  @Nullable Wish next() {
    return queue.poll();
  }

  boolean hasNext() {
    return !queue.isEmpty();
  }

  /** Reads hinted tickets for ever; runs beside the requests that are being served. */
  void read(ObjectId payment) {
    while (true) {
      Workflow.await(() -> !hints.isEmpty());
      reading = true;
      TicketId ticket = hints.iterator().next();
      hints.remove(ticket);
      try {
        sort(payment, reading(new ReadTicketRequest(CaseKind.REFUND, payment, ticket)));
        unreadable.remove(ticket);
        engine.canRead();
      } catch (ActivityFailure e) {
        // Unreadable is not gone: nothing accepted may be lost, so it is looked at again.
        engine.cannotRead(e);
        if (unreadable.add(ticket)) {
          Async.procedure(this::hintLater, ticket);
        }
      }
      reading = false;
    }
  }

  /** One ticket that can't be read holds up no other; another hint may have come before. */
  private void hintLater(TicketId ticket) {
    Workflow.await(UNREADABLE, () -> !unreadable.contains(ticket));
    if (unreadable.remove(ticket)) {
      hints.add(ticket);
    }
  }

  private static TicketReading reading(ReadTicketRequest request) {
    return stub(
            TicketActivities.class, TaskQueues.TICKETS, "Read ticket " + request.ticket(), QUIET)
        .readTicket(request);
  }

  private void sort(ObjectId payment, TicketReading reading) {
    List<Command> fresh = new ArrayList<>(reading.commands());
    for (Asked asked : List.copyOf(asks)) {
      if (asked.ask().ticket().equals(reading.ticket())) {
        asks.remove(asked);
        fresh.add(asked.ask().command(payment, asked.roles(), CaseEngine.now()));
      }
    }
    fresh.removeIf(command -> heard.contains(command.id()));
    forward(reading.ticket(), fresh.stream().filter(c -> isForAnother(c, payment)).toList());
    fresh.removeIf(command -> isForAnother(command, payment));
    List<Command> refused = new ArrayList<>();
    for (Command command : fresh) {
      // One by one: a command is marked as used only when it has been dealt with.
      engine.heard(
          reading.ticket(), reading.revision(), List.of(command.id()), reading.policy().waits());
      heard.add(command.id());
      if (command.refusal() != null) {
        refused.add(command);
      } else if (command.kind().isRequest()) {
        request(command, payment, reading);
      } else {
        say(command, payment);
      }
    }
    if (!refused.isEmpty()) {
      spoken.answer(refused);
    }
  }

  /** Its object field named another payment when it was given. */
  private void forward(TicketId ticket, List<Command> commands) {
    commands.stream()
        .map(command -> new ObjectId(command.object()))
        .distinct()
        .forEach(other -> cases.forward(new ReadTicketRequest(CaseKind.REFUND, other, ticket)));
  }

  private void request(Command command, ObjectId payment, TicketReading reading) {
    if (!command.asksFor(payment)) {
      spoken.answer(
          command,
          List.of(
              "Request by "
                  + command.actorName()
                  + " not counted: Refund payment does not hold a payment's number.",
              "Correct it and apply the macro again."));
      return;
    }
    request(RefundRequest.of(command, payment, reading.requester()), reading.policy());
  }

  /** The same wish joins the one under way; a different one waits its turn. */
  private void request(RefundRequest request, RefundPolicy policy) {
    RequestLog serving = engine.serving();
    boolean same =
        (serving != null && serving.key().equals(request.key()))
            || queue.stream().anyMatch(wish -> wish.request().key().equals(request.key()));
    if (!same) {
      queue.add(new Wish(request, policy));
      if (serving != null) {
        engine.tell(request.ticket(), request.key(), RefundNotes.queued());
      }
    } else if (serving != null) {
      serving.add("request", "asked for again: one request", "", request.name());
      spoken.markUsed(request.ticket(), request.by().commandId());
    }
  }

  private void say(Command command, ObjectId payment) {
    RequestLog serving = engine.serving();
    boolean here = serving != null && serving.ticket().equals(command.ticket());
    if (command.kind() == CommandKind.WHERE_IS_IT) {
      spoken.answer(command, List.of(isQueued(command) ? QUEUED : where(here ? serving : null)));
      return;
    }
    if (!here && command.kind() == CommandKind.WITHDRAW && withdrawQueued(command)) {
      return;
    }
    String outdated =
        here ? spoken.outdated(command) : "nothing of this ticket waits for a decision here";
    if (outdated != null && isForSettlement(command, payment)) {
      return;
    }
    spoken.say(command, outdated);
  }

  /** A request that has not been served yet is withdrawn by leaving the queue. */
  private boolean withdrawQueued(Command command) {
    boolean may = command.roles().stream().anyMatch(role -> role != Role.OPERATOR);
    Wish wish =
        queue.stream()
            .filter(w -> w.request().ticket().equals(command.ticket()))
            .findFirst()
            .orElse(null);
    if (wish == null || !may) {
      return false;
    }
    queue.remove(wish);
    engine.tell(
        command.ticket(),
        wish.request().key(),
        new RefundNotes(wish.request(), wish.policy())
            .ended(TicketState.WITHDRAWN, "withdrawn by " + command.actorName()));
    return true;
  }

  private boolean isQueued(Command command) {
    return queue.stream().anyMatch(wish -> wish.request().ticket().equals(command.ticket()));
  }

  /** A refund that failed after it was accepted waits in a case of its own, on the same ticket. */
  private boolean isForSettlement(Command command, ObjectId payment) {
    try {
      PaymentFacts facts = payments.lookUpPayment(new LookUpRequest(payment));
      List<String> ours =
          facts.refunds().stream()
              .filter(PaymentFacts.Refund::isOurs)
              .map(PaymentFacts.Refund::ref)
              .filter(ref -> payments.originOf(ref).ticket().equals(command.ticket().value()))
              .toList();
      return !ours.isEmpty()
          && cases.forwardToSettlements(new SettlementHint(command.ticket(), ours)) > 0;
    } catch (ActivityFailure e) {
      // It can't be told; then its author is told that nothing waits here.
      return false;
    }
  }

  private static String where(@Nullable RequestLog log) {
    if (log == null) {
      return "Refund: nothing of this ticket is under way.";
    }
    var block = log.block();
    return block == null
        ? "Refund: Caserail is working on it."
        : "Refund waits: " + block.cause() + ". Owner: " + block.owner() + ".";
  }

  private static boolean isForAnother(Command command, ObjectId payment) {
    return command.refusal() == null
        && !command.object().equals(payment.value())
        && command.object().matches("[A-Za-z0-9][A-Za-z0-9_-]{2,99}");
  }

  private static <T> T stub(Class<T> type, String queue, String summary, Duration longest) {
    ActivityOptions.Builder options =
        ActivityOptions.newBuilder()
            .setTaskQueue(queue)
            .setSummary(summary)
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setScheduleToCloseTimeout(longest)
            .setRetryOptions(
                RetryOptions.newBuilder().setMaximumInterval(Duration.ofMinutes(1)).build());
    return Workflow.newActivityStub(type, options.build());
  }
}
