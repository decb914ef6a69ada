package io.caserail.tracking;

import io.caserail.model.TicketId;
import io.caserail.port.FactsFieldActivities;
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
 * One ticket's field. It is written when what it is to say has changed, at most once a minute; of
 * several changes the newest is written.
 */
final class TicketField {
  private static final Duration BETWEEN_WRITES = Duration.ofMinutes(1);
  private static final Duration ATTEMPT = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration AFTER_REFUSAL = Duration.ofHours(1);

  private FactsShown wanted;
  private FactsShown shown;
  private Instant nextWrite = Instant.EPOCH;
  private boolean writing;
  private boolean calling;
  private boolean closed;
  private boolean left;

  TicketField(TicketId ticket) {
    this.wanted = new FactsShown(ticket, List.of(), List.of());
    this.shown = wanted;
  }

  /** Has it say this as soon as it may be written. */
  void show(FactsShown facts) {
    wanted = facts;
    if (!writing && !facts.equals(shown)) {
      writing = true;
      Async.procedure(this::write);
    }
  }

  /** Whether it ever was to say anything. */
  boolean isUsed() {
    return !wanted.lines().isEmpty();
  }

  /** Whether its ticket takes no update any more. */
  boolean isClosed() {
    return closed;
  }

  /** Whether a write is under way, whose end is to be waited for. */
  boolean isCalling() {
    return calling;
  }

  /** Waits until it says what it is to say; gives up after a day, and writes nothing afterwards. */
  void finish() {
    // Who does not take it for a day has more to mend than this field.
    Workflow.await(LONGEST, () -> !writing);
    left = true;
    Workflow.await(() -> !writing);
  }

  private void write() {
    while (!wanted.equals(shown) && !closed && !left) {
      Duration rest = Duration.between(now(), nextWrite);
      if (rest.isNegative() || rest.isZero()) {
        write(wanted);
      } else {
        Workflow.sleep(rest);
      }
    }
    writing = false;
  }

  private void write(FactsShown facts) {
    FactsFieldActivities field = Workflow.newActivityStub(FactsFieldActivities.class, options());
    List<Promise<Boolean>> calls = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> calls.add(Async.function(field::showFacts, facts)));
    scope.run();
    Promise<Boolean> call = calls.get(0);
    calling = true;
    Workflow.await(() -> call.isCompleted() || left || !facts.equals(wanted));
    if (!call.isCompleted()) {
      scope.cancel("something newer is to be shown, or nothing any more");
    }
    try {
      closed = !call.get();
      calling = false;
      shown = facts;
      nextWrite = now().plus(BETWEEN_WRITES);
    } catch (ActivityFailure e) {
      calling = false;
      if (!(e.getCause() instanceof CanceledFailure)) {
        Workflow.await(AFTER_REFUSAL, () -> left || !facts.equals(wanted));
      }
    }
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
}
