package io.caserail.worker;

import io.caserail.activities.http.Failures;
import io.caserail.client.TemporalUnavailable;
import io.caserail.port.FactActivities;
import io.caserail.port.FactSeen;
import io.caserail.port.FactWatch;
import io.caserail.port.FailureType;
import io.caserail.port.Trouble;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the states that one system knows. While nothing changes an attempt fails and says when
 * it has looked; the heartbeat carries that to the next, which may be the one that can't look.
 */
final class FactActivitiesImpl implements FactActivities {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final String system;
  private final Function<String, String> look;
  private final Predicate<String> isOpen;
  private final InstantSource clock;

  /**
   * Looks at one system.
   *
   * @param system its name as people know it
   * @param look the state of an object, in a few words; fails as the system's other reads do
   * @param isOpen whether a case is open
   */
  FactActivitiesImpl(
      String system, Function<String, String> look, Predicate<String> isOpen, InstantSource clock) {
    this.system = system;
    this.look = look;
    this.isOpen = isOpen;
    this.clock = clock;
  }

  @Override
  public FactSeen awaitFact(FactWatch watch) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    Instant last =
        context.getHeartbeatDetails(Long.class).map(Instant::ofEpochMilli).orElse(watch.lookedAt());
    boolean over = isOver(watch.caseId());
    Instant now = clock.instant();
    String state;
    try {
      state = look.apply(watch.tracked().object());
    } catch (ApplicationFailure failure) {
      return unseen(watch, failure, last, now, over);
    }
    if (over || !state.equals(watch.shown())) {
      return new FactSeen(state, system, now, over);
    }
    context.heartbeat(now.toEpochMilli());
    throw notYet("it is as it was", now, watch.delay().dividedBy(2));
  }

  private FactSeen unseen(
      FactWatch watch,
      ApplicationFailure failure,
      @Nullable Instant last,
      Instant now,
      boolean over) {
    Trouble trouble = Failures.troubleOf(failure);
    String why = trouble == null ? system + " can't be read" : trouble.cause();
    if (over) {
      return new FactSeen(null, why, last, true);
    }
    if (watch.shown() == null || last == null) {
      throw notYet(why, last, null);
    }
    Duration left = Duration.between(now, last.plus(watch.delay()));
    if (left.isNegative() || left.isZero()) {
      return new FactSeen(null, why, last, false);
    }
    throw notYet(why, last, left.compareTo(SOON) < 0 ? left : SOON);
  }

  /** Who can't be asked is taken to be open: what is shown goes on being followed. */
  private boolean isOver(String caseId) {
    try {
      return !isOpen.test(caseId);
    } catch (TemporalUnavailable e) {
      return false;
    }
  }

  private static ApplicationFailure notYet(
      String why, @Nullable Instant last, @Nullable Duration pause) {
    ApplicationFailure.Builder failure =
        ApplicationFailure.newBuilder()
            .setType(FailureType.NOT_YET.name())
            .setMessage(why)
            .setCategory(ApplicationErrorCategory.BENIGN);
    if (last != null) {
      failure.setDetails(last.toEpochMilli());
    }
    if (pause != null) {
      failure.setNextRetryDelay(pause);
    }
    return failure.build();
  }
}
