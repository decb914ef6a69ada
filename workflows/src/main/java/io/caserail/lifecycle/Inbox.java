package io.caserail.lifecycle;

import io.caserail.call.Causes;
import io.caserail.call.Failure;
import io.caserail.decision.DecisionRules;
import io.caserail.decision.Person;
import io.caserail.engine.CaseEngine;
import io.caserail.model.DecisionKind;
import io.caserail.model.Digest;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.CaseActivities;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.SweptEvent;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketHint;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import io.caserail.record.RequestLog;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions.Func1;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns hints into requests and decisions. A hint is only a reason to read the ticket; what was
 * asked, and by whom, stands in its audits. Requests are queued, decisions go to the engine, and
 * whatever does not count is answered in the ticket.
 *
 * @param <R> the requests of its kind of case
 */
public final class Inbox<R extends CaseRequest> {
  private static final Duration QUIET = Duration.ofMinutes(1);
  private static final Duration UNREADABLE = Duration.ofMinutes(2);
  private static final List<String> SOURCES = List.of("webhook", SweptEvent.SOURCE, "forward");
  private static final String OTHER = "other";
  private final Set<TicketId> hints = new LinkedHashSet<>();
  private final Map<TicketId, String> sources = new LinkedHashMap<>();
  private final Deque<Wish<R>> queue = new ArrayDeque<>();
  private final List<Asked> asks = new ArrayList<>();
  private final CaseEngine engine;
  private final Intake<R> intake;
  private final SpokenDecisions spoken;
  private final CaseActivities cases =
      stub(CaseActivities.class, TaskQueues.CASES, "Pass it on to its own case", QUIET);
  private final Set<TicketId> unreadable = new LinkedHashSet<>();
  private @Nullable Wish<R> begun;
  private String hintedBy = OTHER;
  private boolean reading;

  /**
   * A request with the reading of its ticket, and so with the policy that was in force then.
   *
   * @param source what has hinted at the ticket
   * @param changes what it asks for instead of the request before it; empty where that is not what
   *     it is for
   */
  public record Wish<R extends CaseRequest>(
      R request, TicketReading reading, String source, String changes) {
    /** The same, which asks for this instead of another one before it. */
    Wish<R> changing(String other) {
      return new Wish<>(request, reading, source, other);
    }

    /** Whether no webhook has brought it, but the sweep. */
    boolean isSwept() {
      return source.equals(SweptEvent.SOURCE);
    }
  }

  /** A request by command line, already proven. */
  private record Asked(TicketId ticket, Func1<ObjectId, Command> command) {}

  public Inbox(CaseEngine engine, Intake<R> intake) {
    this.engine = engine;
    this.intake = intake;
    this.spoken = new SpokenDecisions(engine);
  }

  /** Asks for a look at a ticket. */
  public void hint(TicketId ticket) {
    hints.add(ticket);
  }

  /** The same, by whoever has noticed it; what the sweep finds may have been told before. */
  public void hint(TicketHint hint) {
    hints.add(hint.ticket());
    sources.merge(
        hint.ticket(),
        SOURCES.contains(String.valueOf(hint.source())) ? hint.source() : OTHER,
        (first, later) -> first.equals(SweptEvent.SOURCE) ? later : first);
  }

  /** A request by command line, already proven; it is read together with its ticket. */
  public void ask(TicketId ticket, Func1<ObjectId, Command> command) {
    asks.add(new Asked(ticket, command));
    hints.add(ticket);
  }

  /** Whether every hint was followed. */
  public boolean isIdle() {
    return hints.isEmpty() && !reading && unreadable.isEmpty();
  }

  /** The next request, which leaves the queue; null where there is none. */
  public @Nullable Wish<R> next() {
    begun = queue.poll();
    return begun;
  }

  /** Whether a request waits for its turn. */
  public boolean hasNext() {
    return !queue.isEmpty();
  }

  /** Reads hinted tickets for ever; runs beside the requests that are being served. */
  public void read(ObjectId object) {
    while (true) {
      Workflow.await(() -> !hints.isEmpty());
      reading = true;
      TicketId ticket = hints.iterator().next();
      hints.remove(ticket);
      try {
        sort(object, ticket, reading(new ReadTicketRequest(intake.kind(), object, ticket)));
        unreadable.remove(ticket);
        sources.remove(ticket);
        engine.showAttention();
      } catch (ActivityFailure e) {
        // Unreadable is not gone: nothing accepted may be lost, so it is looked at again.
        unreadable(e);
        if (unreadable.add(ticket)) {
          Async.procedure(this::hintLater, ticket);
        }
      }
      reading = false;
    }
  }

  /** Nobody knows yet what is asked: where nothing else is waited for, that is shown. */
  private void unreadable(ActivityFailure failure) {
    RequestLog serving = engine.current();
    if (serving == null || serving.block() == null) {
      Failure why = Failure.of(failure, "the ticket system");
      engine.display().unreadable(Causes.unreadable(why, CaseEngine.now()));
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
        .readTicket(request.readBy(Workflow.getInfo().getWorkflowId()));
  }

  private void sort(ObjectId object, TicketId hinted, TicketReading reading) {
    hintedBy = sources.getOrDefault(hinted, OTHER);
    List<Command> fresh = new ArrayList<>(reading.commands());
    // First what may fail, after which the ticket is read again: what was asked stays until then.
    forward(
        reading.ticket(),
        fresh.stream()
            .filter(c -> !engine.display().hasHeard(c.id()) && isForAnother(c, object))
            .toList());
    for (Asked asked : List.copyOf(asks)) {
      if (asked.ticket().equals(hinted)) {
        asks.remove(asked);
        fresh.add(asked.command().apply(object));
      }
    }
    fresh.removeIf(
        command -> engine.display().hasHeard(command.id()) || isForAnother(command, object));
    List<Command> refused = new ArrayList<>();
    for (Command command : fresh) {
      if (isForTheOther(command, object)) {
        // That one marks it as used.
        continue;
      }
      if (command.refusal() == null && !command.kind().isRequest()) {
        engine.decisions().awaitLook(SpokenDecisions.kind(command));
      }
      if (engine.display().hasHeard(command.id())) {
        // Its audit was given as a proof while it waited here.
        continue;
      }
      // One by one: a command is marked as used only when it has been dealt with.
      engine
          .display()
          .heard(
              reading.ticket(),
              reading.revision(),
              List.of(command.id()),
              reading.policy().waits());
      if (command.refusal() != null) {
        refused.add(command);
      } else if (command.kind().isRequest()) {
        request(command, object, reading);
      } else {
        say(command, object);
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
        .forEach(other -> cases.forward(new ReadTicketRequest(intake.kind(), other, ticket)));
  }

  private void request(Command command, ObjectId object, TicketReading reading) {
    if (!command.asksFor(object)) {
      spoken.answer(
          command, Answers.noObject(command.actorName(), intake.kind().field(), intake.holds()));
      return;
    }
    R request = intake.request(command, object, reading);
    Wish<R> older = newest(request.ticket());
    String changes = older == null ? "" : intake.changed(older.request(), request, currency());
    if (older != null && !changes.isEmpty() && mayCorrect(command)) {
      correct(older, new Wish<>(request, reading, hintedBy, changes), command);
    } else {
      request(request, reading);
    }
  }

  /** What was asked for last in a ticket and has not ended; null when nothing was. */
  private @Nullable Wish<R> newest(TicketId ticket) {
    Wish<R> serving = engine.current() == null ? null : begun;
    Wish<R> newest = serving != null && serving.request().ticket().equals(ticket) ? serving : null;
    for (Wish<R> waiting : queue) {
      newest = waiting.request().ticket().equals(ticket) ? waiting : newest;
    }
    return newest;
  }

  private String currency() {
    RequestLog serving = engine.current();
    Money money = serving == null ? null : serving.money();
    return money == null ? "" : money.currency();
  }

  /** Whoever corrects a request ends the one before. */
  private static boolean mayCorrect(Command command) {
    List<DecisionKind> ends = List.of(DecisionKind.WITHDRAW);
    return DecisionRules.refusal(ends, List.of(), DecisionKind.WITHDRAW, command.roles()) == null;
  }

  /**
   * A ticket asks for the same with other data. The newer request takes the place of the older one
   * as long as that one has changed nothing; else it waits until that one has ended, and the ticket
   * says so.
   */
  private void correct(Wish<R> older, Wish<R> newer, Command command) {
    R request = newer.request();
    boolean waited = queue.remove(older);
    if (waited) {
      engine.display().replaced(request.ticket(), older.request().key());
    }
    Wish<R> serving = corrected(request);
    RequestLog log = engine.current();
    if (serving == null || log == null) {
      HeardNews.found("request", hintedBy);
      queue.add(newer);
      if (log != null) {
        engine.display().show(request.ticket(), request.key(), queued());
      }
      tellCorrected(newer);
    } else if (waited
        && log.key().equals(request.key())
        && engine.decisions().forgetsCorrection()) {
      join(log, request);
    } else {
      HeardNews.found("request", hintedBy);
      String changes = intake.changed(serving.request(), request, currency());
      correct(log, changes.isEmpty() ? newer : newer.changing(changes), command);
    }
  }

  /** What is being served and can be corrected by a request; null where nothing is. */
  private @Nullable Wish<R> corrected(R request) {
    Wish<R> serving = begun;
    RequestLog log = engine.current();
    boolean corrects =
        serving != null
            && log != null
            && log.ticket().equals(request.ticket())
            && (log.key().equals(request.key())
                || !intake.changed(serving.request(), request, currency()).isEmpty());
    return corrects ? serving : null;
  }

  private void correct(RequestLog serving, Wish<R> newer, Command command) {
    R request = newer.request();
    boolean inTime =
        engine.decisions().correct(SpokenDecisions.correction(command), Person.of(command));
    serving.add(
        "correction",
        newer.changes() + (inTime ? "" : " (waits: this one is being carried out)"),
        request.by().commandId(),
        request.name());
    if (inTime) {
      queue.addFirst(newer);
    } else {
      queue.add(newer);
    }
    engine.display().show(request.ticket(), request.key(), inTime ? working() : tooLate(newer));
  }

  /**
   * The request that was served has ended because a newer one of its ticket takes its place, which
   * is the next one. Says in the ticket what is asked for instead.
   */
  public void corrected(RequestLog ended) {
    engine.display().replaced(ended.ticket(), ended.key());
    Wish<R> newer =
        queue.stream()
            .filter(wish -> wish.request().ticket().equals(ended.ticket()))
            .filter(wish -> !wish.changes().isEmpty())
            .findFirst()
            .orElse(null);
    // Whoever has withdrawn the newer one has been told so.
    if (newer != null) {
      queue.remove(newer);
      queue.addFirst(newer);
      engine.display().show(newer.request().ticket(), newer.request().key(), working());
      tellCorrected(newer);
    }
  }

  private void tellCorrected(Wish<R> newer) {
    R request = newer.request();
    engine
        .display()
        .show(
            request.ticket(),
            new RequestKey(Digest.hex(16, "corrected", request.by().commandId())),
            new TicketView(null, null, "", Answers.corrected(request.name(), newer.changes())));
  }

  private static TicketView working() {
    return new TicketView(TicketState.WORKING, WaitsFor.CASERAIL, "", List.of());
  }

  private TicketView tooLate(Wish<R> newer) {
    return working()
        .saying(Answers.tooLate(intake.noun(), newer.request().name(), newer.changes()));
  }

  /** The same wish joins the one under way; a different one waits its turn. */
  private void request(R request, TicketReading reading) {
    RequestLog serving = engine.current();
    boolean same =
        (serving != null && serving.key().equals(request.key()))
            || queue.stream().anyMatch(wish -> wish.request().key().equals(request.key()));
    if (!same) {
      HeardNews.found("request", hintedBy);
      queue.add(new Wish<>(request, reading, hintedBy, ""));
      if (serving != null) {
        engine.display().show(request.ticket(), request.key(), queued());
      }
    } else if (serving != null) {
      join(serving, request);
    }
  }

  private void join(RequestLog serving, R request) {
    serving.add("request", "asked for again: one request", "", request.name());
    spoken.markUsed(request.ticket(), request.by().commandId());
  }

  private void say(Command command, ObjectId object) {
    RequestLog serving = engine.current();
    boolean about = command.mayMean(object.value());
    boolean here = about && serving != null && serving.ticket().equals(command.ticket());
    if (command.kind() == CommandKind.WHERE_IS_IT) {
      boolean queued = about && isQueued(command);
      if (queued || here || !intake.isElsewhere(command, object)) {
        spoken.answer(command, List.of(queued ? waitsForAnother() : where(here ? serving : null)));
      }
      return;
    }
    boolean next = about && (!here || engine.decisions().isCorrected());
    if (next && command.kind() == CommandKind.WITHDRAW && withdrawQueued(command)) {
      return;
    }
    String outdated =
        here ? spoken.outdated(command) : "nothing of this ticket waits for a decision here";
    boolean ours = command.named().equals(object.value());
    if (outdated != null && !ours && intake.isElsewhere(command, object)) {
      return;
    }
    spoken.say(command, outdated);
  }

  /** A request that has not been served yet is withdrawn by leaving the queue. */
  private boolean withdrawQueued(Command command) {
    boolean may = command.roles().stream().anyMatch(role -> role != Role.OPERATOR);
    Wish<R> wish =
        queue.stream()
            .filter(w -> w.request().ticket().equals(command.ticket()))
            .findFirst()
            .orElse(null);
    if (wish == null || !may) {
      return false;
    }
    queue.remove(wish);
    engine
        .display()
        .show(
            command.ticket(),
            wish.request().key(),
            intake.withdrawn(wish.request(), wish.reading(), command.actorName()));
    return true;
  }

  /** A word about another case of this object, which is open and was told to look. */
  private boolean isForTheOther(Command command, ObjectId object) {
    return command.refusal() == null
        && !command.kind().isRequest()
        && !command.mayMean(object.value())
        && intake.isElsewhere(command, object);
  }

  private boolean isQueued(Command command) {
    return queue.stream().anyMatch(wish -> wish.request().ticket().equals(command.ticket()));
  }

  private TicketView queued() {
    return new TicketView(TicketState.WORKING, WaitsFor.CASERAIL, "", List.of(waitsForAnother()));
  }

  private String waitsForAnother() {
    return Answers.queued(intake.noun(), intake.object());
  }

  private String where(@Nullable RequestLog log) {
    return log == null ? Answers.nothing(intake.noun()) : Answers.where(intake.noun(), log.block());
  }

  private static boolean isForAnother(Command command, ObjectId object) {
    return command.refusal() == null
        && !command.object().equals(object.value())
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
