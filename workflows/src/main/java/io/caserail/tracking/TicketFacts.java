package io.caserail.tracking;

import io.caserail.model.TicketId;
import io.caserail.port.FactActivities;
import io.caserail.port.FactSeen;
import io.caserail.port.FactWatch;
import io.caserail.port.FactsRequest;
import io.caserail.port.FactsShown;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The states that one ticket shows. Each is looked at by one activity that is tried again and again
 * and leaves no event while nothing changes; news makes all of them be looked at once, beside that.
 */
final class TicketFacts {
  private static final Duration ATTEMPT = Duration.ofMinutes(1);
  private static final Duration ONCE = Duration.ofSeconds(20);
  private static final Duration LONGEST = Duration.ofDays(1);

  private final String caseId;
  private final FactsRequest first;
  private final List<Line> lines = new ArrayList<>();
  private @Nullable Instant ended;
  private boolean over;

  TicketFacts(String caseId, FactsRequest first, List<Fact> known) {
    this.caseId = caseId;
    this.first = first;
    known.forEach(fact -> lines.add(new Line(fact)));
    add(first);
  }

  TicketId ticket() {
    return first.ticket();
  }

  boolean isOf(FactsRequest request) {
    return ticket().equals(request.ticket());
  }

  /** What is followed from now on, too; whether anything of it is new. */
  boolean add(FactsRequest request) {
    boolean more = false;
    for (FactsRequest.Part part : request.parts()) {
      if (lines.stream().noneMatch(line -> line.fact.tracked().equals(part.tracked()))) {
        lines.add(new Line(Fact.unseen(part)));
        more = true;
      }
    }
    return more;
  }

  /** Whether the case that has to mind them is over. */
  boolean isOver() {
    return over;
  }

  /** Looks at all of them, for seconds; what can't be read is left to those who ask for longer. */
  void look() {
    lines.forEach(Line::look);
    Workflow.await(() -> lines.stream().allMatch(Line::hasLooked));
    lines.forEach(Line::takeLook);
  }

  /** Has each of them looked at until there is something to say. */
  void ask() {
    lines.forEach(Line::ask);
  }

  boolean hasAnswer() {
    return lines.stream().anyMatch(Line::hasAnswer);
  }

  void take() {
    lines.forEach(Line::takeAnswer);
  }

  /** Follows none of them any more. */
  void leave() {
    lines.forEach(Line::leave);
  }

  /** Looks for the last time; what can't be read then is not known. */
  void end() {
    lines.forEach(Line::look);
    Workflow.await(() -> lines.stream().allMatch(Line::hasLooked));
    lines.forEach(Line::takeLastLook);
    ended = Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  /** What the ticket is to show now. */
  FactsShown shown() {
    ZoneId zone = ZoneId.of(first.zone());
    Instant end = ended;
    return new FactsShown(
        ticket(),
        lines.stream().map(line -> line.fact.tracked().heading()).toList(),
        lines.stream()
            .map(line -> end == null ? line.fact.line(zone) : line.fact.lastLine(zone, end))
            .toList());
  }

  /** What the next run begins with. */
  FactsRun goOn() {
    return new FactsRun(caseId, first, lines.stream().map(line -> line.fact).toList());
  }

  private static ActivityOptions.Builder options(Fact fact) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(fact.tracked().state().queue())
        .setSummary(fact.tracked().heading() + " " + (fact.state() == null ? "?" : fact.state()))
        .setStartToCloseTimeout(ATTEMPT)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofSeconds(2))
                .setMaximumInterval(fact.delay().dividedBy(2))
                .build());
  }

  /** When an activity that failed had last seen the state it was asked about. */
  private static @Nullable Instant lastLook(ActivityFailure failure) {
    Long millis = null;
    for (Throwable t = failure.getCause(); t != null && millis == null; t = t.getCause()) {
      if (t instanceof TimeoutFailure timeout) {
        millis = timeout.getLastHeartbeatDetails().get(Long.class, Long.class);
      } else if (t instanceof ApplicationFailure ours && ours.getDetails().getSize() > 0) {
        millis = ours.getDetails().get(Long.class);
      }
    }
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  /** One state, and the activity that looks at it. */
  private final class Line {
    private Fact fact;
    private @Nullable Promise<FactSeen> looking;
    private @Nullable Promise<FactSeen> asking;
    private CancellationScope scope = Workflow.newCancellationScope(() -> {});

    private Line(Fact fact) {
      this.fact = fact;
    }

    private void look() {
      looking = call(options(fact).setScheduleToCloseTimeout(ONCE), null);
    }

    private boolean hasLooked() {
      return looking == null || looking.isCompleted();
    }

    private void takeLook() {
      Promise<FactSeen> looked = looking;
      looking = null;
      if (looked != null) {
        take(looked);
      }
    }

    private void takeLastLook() {
      Instant before = fact.lookedAt();
      takeLook();
      if (fact.lookedAt() == null || fact.lookedAt().equals(before)) {
        fact = fact.unknown(fact.state() == null ? fact.says() : "");
      }
    }

    private void ask() {
      if (asking != null) {
        return;
      }
      ActivityOptions.Builder options = options(fact).setScheduleToCloseTimeout(LONGEST);
      if (fact.state() != null) {
        // No worker, or too much to look at: that is what this says, and no look could.
        options.setScheduleToStartTimeout(fact.delay().dividedBy(2));
      }
      scope = Workflow.newCancellationScope(() -> asking = call(options, fact.state()));
      scope.run();
    }

    private Promise<FactSeen> call(ActivityOptions.Builder options, @Nullable String shown) {
      FactActivities system = Workflow.newActivityStub(FactActivities.class, options.build());
      FactWatch watch = new FactWatch(caseId, fact.tracked(), fact.delay(), shown, fact.lookedAt());
      return Async.function(system::awaitFact, watch);
    }

    private boolean hasAnswer() {
      return asking != null && asking.isCompleted();
    }

    private void takeAnswer() {
      Promise<FactSeen> answered = asking;
      if (answered != null && answered.isCompleted()) {
        asking = null;
        take(answered);
      }
    }

    private void take(Promise<FactSeen> answered) {
      try {
        FactSeen seen = answered.get();
        over |= seen.over();
        fact = fact.hears(seen);
      } catch (ActivityFailure e) {
        if (e.getCause() instanceof CanceledFailure) {
          return;
        }
        fact = fact.lookedAt(lastLook(e));
        if (e.getCause() instanceof TimeoutFailure timeout
            && timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START) {
          fact = fact.unknown("nobody has looked in time");
        }
      }
    }

    private void leave() {
      scope.cancel("nobody has to mind it any more");
      asking = null;
    }
  }
}
