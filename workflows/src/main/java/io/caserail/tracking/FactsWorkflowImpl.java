package io.caserail.tracking;

import io.caserail.port.FactsFieldActivities;
import io.caserail.port.FactsRequest;
import io.caserail.port.FactsShown;
import io.caserail.port.TaskQueues;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Serves the tickets of a case one after another, as the case does. A case that is over in a moment
 * leaves its ticket as it is. The field is written when what it says has changed, at most once a
 * minute; of several changes the newest is written.
 */
public class FactsWorkflowImpl implements FactsWorkflow {
  private static final Duration MOMENT = Duration.ofSeconds(15);
  private static final Duration BETWEEN_WRITES = Duration.ofMinutes(1);
  private static final Duration ATTEMPT = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration AFTER_REFUSAL = Duration.ofHours(1);
  private static final long LONG_HISTORY = 2_000;

  private final long longHistory;

  // Signal handlers run before run(): what they use is ready before it.
  private final List<FactsRequest> asked = new ArrayList<>();
  private boolean news;

  private List<String> wanted = List.of();
  private List<String> shown = List.of();
  private Instant nextWrite = Instant.EPOCH;
  private boolean writing;
  private boolean calling;
  private boolean closed;

  public FactsWorkflowImpl() {
    this(LONG_HISTORY);
  }

  /**
   * One with another measure.
   *
   * @param longHistory the events above which a run hands on to the next
   */
  public FactsWorkflowImpl(long longHistory) {
    this.longHistory = longHistory;
  }

  @Override
  public void run(FactsRun run) {
    FactsRequest page = run.page();
    List<Fact> known = run.facts();
    while (page != null || !asked.isEmpty()) {
      FactsRequest request = page == null ? asked.remove(0) : page;
      if (page == null) {
        Workflow.sleep(MOMENT);
      }
      follow(request, new TicketFacts(run.caseId(), request, known), !known.isEmpty());
      page = null;
      known = List.of();
    }
  }

  /**
   * Follows what one ticket shows.
   *
   * @param begun whether an earlier run has shown it
   */
  private void follow(FactsRequest request, TicketFacts facts, boolean begun) {
    wanted = List.of();
    shown = List.of();
    closed = false;
    news = true;
    while (!facts.isOver() && !closed && !isAskedForAnother(facts)) {
      while (!asked.isEmpty() && !isAskedForAnother(facts)) {
        news |= facts.add(asked.remove(0));
      }
      if (news) {
        news = false;
        facts.look();
      }
      if (facts.isOver()) {
        break;
      }
      facts.ask();
      show(request, facts);
      Workflow.await(() -> facts.hasAnswer() || news || !asked.isEmpty() || closed);
      facts.take();
      goOnAsNew(facts);
    }
    if (!closed && (begun || !wanted.isEmpty())) {
      facts.end();
      show(request, facts);
      // Who does not take it for a day has more to mend than this field.
      Workflow.await(LONGEST, () -> !writing || closed);
    }
    if (!asked.isEmpty()) {
      // The end of the run ends them too.
      facts.leave();
    }
  }

  private boolean isAskedForAnother(TicketFacts facts) {
    return !asked.isEmpty() && !facts.isOf(asked.get(0));
  }

  private void goOnAsNew(TicketFacts facts) {
    if (Workflow.getInfo().getHistoryLength() > longHistory
        && !calling
        && asked.isEmpty()
        && !facts.isOver()) {
      Workflow.continueAsNew(facts.goOn());
    }
  }

  // ---- the field ----

  private void show(FactsRequest request, TicketFacts facts) {
    wanted = facts.lines();
    if (!writing && !wanted.equals(shown)) {
      writing = true;
      Async.procedure(() -> write(request, facts));
    }
  }

  private void write(FactsRequest request, TicketFacts facts) {
    while (!wanted.equals(shown) && !closed) {
      Duration rest = Duration.between(now(), nextWrite);
      if (!rest.isNegative() && !rest.isZero()) {
        Workflow.sleep(rest);
      }
      List<String> lines = wanted;
      FactsFieldActivities field = Workflow.newActivityStub(FactsFieldActivities.class, options());
      FactsShown written = new FactsShown(request.ticket(), facts.headings(), lines);
      List<Promise<Boolean>> calls = new ArrayList<>();
      CancellationScope scope =
          Workflow.newCancellationScope(() -> calls.add(Async.function(field::showFacts, written)));
      scope.run();
      Promise<Boolean> call = calls.get(0);
      calling = true;
      Workflow.await(() -> call.isCompleted() || !lines.equals(wanted));
      if (!call.isCompleted()) {
        scope.cancel("something newer is to be shown");
      }
      try {
        closed = !call.get();
        calling = false;
        shown = lines;
        nextWrite = now().plus(BETWEEN_WRITES);
      } catch (ActivityFailure e) {
        calling = false;
        if (!(e.getCause() instanceof CanceledFailure)) {
          Workflow.await(AFTER_REFUSAL, () -> !lines.equals(wanted));
        }
      }
    }
    writing = false;
  }

  private static ActivityOptions options() {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.TICKETS)
        .setSummary("Show what the case has to mind")
        .setStartToCloseTimeout(ATTEMPT)
        .setScheduleToCloseTimeout(LONGEST)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofSeconds(2))
                .setMaximumInterval(Duration.ofMinutes(2))
                .build())
        .build();
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  // ---- what is told ----

  @Override
  public void track(FactsRequest request) {
    // The SDK hands an empty signal over as null.
    if (request != null && request.ticket() != null) {
      asked.add(request);
    }
  }

  @Override
  public void wake(String eventId) {
    news = true;
  }
}
