package io.caserail.outage;

import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.port.OutageActivities;
import io.caserail.port.OutageFacts;
import io.caserail.port.OutageLook;
import io.caserail.port.OutagePhase;
import io.caserail.port.OutageSaid;
import io.caserail.port.OutageTicket;
import io.caserail.port.OutageTicketActivities;
import io.caserail.port.TaskQueues;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One activity that is retried for hours is the look, so that a quiet upstream leaves no event. Of
 * the ticket one write is under way, and the newest text takes the place of one that was not taken.
 */
public class OutageWorkflowImpl implements OutageWorkflow {
  private static final Duration RUN = Duration.ofHours(6);
  private static final long LONG_HISTORY = 2_000;

  private OutageState state = OutageState.QUIET;
  private String system = "";
  private boolean holdable;
  private boolean writing;
  private boolean leaving;
  private boolean spoken;
  private String shown = "";

  @Override
  public void run(OutageRequest request) {
    if (request.state() != null) {
      state = request.state();
    }
    holdable = request.holdable();
    system = request.system();
    if (state.behind()) {
      tell(request);
    }
    show(request);
    Instant end = now().plus(RUN);
    while (now().isBefore(end) && Workflow.getInfo().getHistoryLength() < LONG_HISTORY) {
      look(request, Duration.between(now(), end));
    }
    leaving = true;
    Workflow.await(() -> !writing && Workflow.isEveryHandlerFinished());
    if (spoken) {
      heard(request);
    }
    Workflow.continueAsNew(
        new OutageRequest(
            request.system(), request.holdable(), request.rules(), state, request.byMacro()));
  }

  /** One look, which lasts until there is news; what leads say meanwhile is heeded at once. */
  private void look(OutageRequest request, Duration longest) {
    OutageLook look = state.look(request.system(), request.rules(), now());
    OutageActivities upstream =
        Workflow.newActivityStub(
            OutageActivities.class,
            options(TaskQueues.CASES, "Look at " + request.system(), request, longest).build());
    Promise<OutageFacts> facts = Async.function(upstream::lookForOutage, look);
    do {
      Workflow.await(() -> facts.isCompleted() || spoken);
      if (spoken) {
        heard(request);
      }
    } while (!facts.isCompleted());
    try {
      heed(request, facts.get());
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof CanceledFailure) {
        throw e;
      }
      // Its time is over, which is how most runs end; or it can't work, and must not spin.
      if (Workflow.await(request.rules().every(), () -> spoken)) {
        heard(request);
      }
    }
    show(request);
  }

  private void heard(OutageRequest request) {
    spoken = false;
    tell(request);
    show(request);
  }

  private void heed(OutageRequest request, OutageFacts facts) {
    OutageLook look = state.look(request.system(), request.rules(), now());
    switch (state.phase()) {
      case QUIET, OVER -> {
        if (look.begins(facts, now())) {
          state = state.began(facts, now());
          tell(request);
        } else if (look.next() != null && !now().isBefore(look.next())) {
          state = OutageState.QUIET;
        }
      }
      case OPEN -> {
        state = state.learned(facts);
        if (facts.answers() && facts.waiting() == 0 && !state.held()) {
          state = state.over(facts, now());
          tell(request);
        } else if (isDue(look, facts)) {
          tell(request);
        }
      }
    }
  }

  private static boolean isDue(OutageLook look, OutageFacts facts) {
    Instant next = look.next();
    return next != null
        && !now().isBefore(next)
        && (facts.waiting() != look.told().waiting() || facts.answers() != look.told().answers());
  }

  // ---- the ticket ----

  private void tell(OutageRequest request) {
    state = state.telling(now());
    if (!writing) {
      writing = true;
      Async.procedure(() -> write(request));
    }
  }

  private void write(OutageRequest request) {
    OutageNotes notes = new OutageNotes(request);
    while (state.behind() && !leaving) {
      OutageState told = state;
      OutageTicket ticket =
          new OutageTicket(
              name(told),
              told.revision(),
              notes.subject(told),
              notes.lines(told),
              told.phase() == OutagePhase.OVER,
              told.said());
      OutageTicketActivities tickets =
          Workflow.newActivityStub(
              OutageTicketActivities.class,
              options(TaskQueues.TICKETS, "Outage ticket: " + request.system(), request, RUN)
                  .build());
      Started<String> written = start(() -> Async.function(tickets::writeOutage, ticket));
      Workflow.await(
          () -> written.promise().isCompleted() || leaving || state.revision() != told.revision());
      if (!written.promise().isCompleted()) {
        written.scope().cancel("a newer text is to be written");
      }
      try {
        String number = written.promise().get();
        if (state.since() != null && state.since().equals(told.since())) {
          state = state.written(number, state.revision() != told.revision());
        }
        show(request);
      } catch (ActivityFailure e) {
        if (!(e.getCause() instanceof CanceledFailure)) {
          // Refused as it stands; a newer text may do.
          Workflow.await(
              request.rules().tellEvery(), () -> leaving || state.revision() != told.revision());
        }
      }
    }
    writing = false;
  }

  /** One ticket for each outage, which its beginning tells apart; the same in every run. */
  private static String name(OutageState told) {
    Instant since = told.since();
    return Workflow.getInfo().getWorkflowId() + "-" + (since == null ? 0 : since.getEpochSecond());
  }

  // ---- what lists and workers see ----

  /** Workers read by it whether to hold; it is written when that changes, and never while quiet. */
  private void show(OutageRequest request) {
    String now = state.held() ? "HELD" : state.phase().name();
    String whole = now + "|" + state.ticket();
    if (whole.equals(shown) || (shown.isEmpty() && now.equals(OutagePhase.QUIET.name()))) {
      return;
    }
    shown = whole;
    Workflow.upsertTypedSearchAttributes(
        SearchKeys.STATUS.valueSet(now),
        SearchKeys.UPSTREAM.valueSet(request.system()),
        state.ticket().isEmpty()
            ? SearchKeys.TICKET_ID.valueUnset()
            : SearchKeys.TICKET_ID.valueSet(List.of(state.ticket())));
  }

  // ---- what leads say ----

  @Override
  public Verdict hold(OutageWord word) {
    if (state.hasHeard(word.audit())) {
      return Verdict.taken("taken before");
    }
    if (!holdable) {
      return Verdict.refused("what is written to it can't be held here");
    }
    if (state.phase() != OutagePhase.OPEN) {
      return Verdict.refused("it has no outage; to stop a kind of case, pause it");
    }
    if (state.held()) {
      return Verdict.refused("it is held already, by " + state.heldBy());
    }
    state =
        state.heldBy(word.by(), now()).hearing(word.audit()).saying(said(word, OutageSaid.HOLD));
    spoken = true;
    return Verdict.taken(
        "in force within "
            + OutageWorkflow.HEEDED_WITHIN.toSeconds()
            + " seconds; what is sent before that can't be called back");
  }

  @Override
  public Verdict release(OutageWord word) {
    if (state.hasHeard(word.audit())) {
      return Verdict.taken("taken before");
    }
    if (!state.held()) {
      return Verdict.refused("nobody holds it");
    }
    state = state.heldBy("", null).hearing(word.audit()).saying(said(word, OutageSaid.RELEASE));
    spoken = true;
    return Verdict.taken("what waits is sent by itself, one after the other");
  }

  private OutageSaid said(OutageWord word, String what) {
    return new OutageSaid(system, what, word.by(), word.audit(), now());
  }

  @Override
  public OutageState view() {
    return state;
  }

  // ---- activities ----

  private record Started<T>(Promise<T> promise, CancellationScope scope) {}

  private static <T> Started<T> start(Func<Promise<T>> call) {
    List<Promise<T>> calls = new ArrayList<>();
    CancellationScope scope = Workflow.newCancellationScope(() -> calls.add(call.apply()));
    scope.run();
    return new Started<>(calls.get(0), scope);
  }

  private static ActivityOptions.Builder options(
      String queue, String summary, OutageRequest request, Duration longest) {
    Duration every = request.rules().every();
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setSummary(summary)
        .setStartToCloseTimeout(Duration.ofMinutes(1))
        .setScheduleToCloseTimeout(longest.plusMinutes(1))
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(
            RetryOptions.newBuilder().setInitialInterval(every).setMaximumInterval(every).build());
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
