package io.caserail.activities.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Our own share of a limit that people use too: so many writes in any minute, and half of it while
 * the vendor says that little is left. Safe for many threads.
 *
 * <p>Whoever finds it used up is told when to come again: one after the other, so that hundreds
 * that wait don't all come at once. What goes {@linkplain Turn#FIRST first} comes before them, and
 * room is kept for it.
 */
public final class WriteBudget {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration LATE_BY = Duration.ofSeconds(10);
  private static final int LOW_PART = 4;

  /** Whoever would have to wait longer asks again sooner: others may have given up. */
  private static final int MOST_MINUTES = 5;

  private final InstantSource clock;
  private final int perMinute;

  /** When each write that was taken counts no more, oldest first. */
  private final List<Instant> taken = new ArrayList<>();

  /** Until when room is kept, for each that goes first and was told to come again. */
  private final List<Instant> kept = new ArrayList<>();

  /** How many were told to come again and have not come yet. */
  private int turned;

  private Instant lowUntil = Instant.MIN;

  /**
   * A budget.
   *
   * @param perMinute at least 1; well below what the account has
   */
  public WriteBudget(InstantSource clock, int perMinute) {
    if (perMinute < 1) {
      throw new IllegalArgumentException("a budget of writes is at least 1: " + perMinute);
    }
    this.clock = clock;
    this.perMinute = perMinute;
  }

  /** Takes one write out of the budget; returns how long to wait instead when it is used up. */
  synchronized @Nullable Duration take(Turn turn) {
    Duration pause = look(turn);
    if (pause == null) {
      taken.add(clock.instant().plus(WINDOW));
      if (turn != Turn.FIRST) {
        turned = Math.max(0, turned - 1);
      } else if (!kept.isEmpty()) {
        kept.remove(0);
      }
    }
    return pause;
  }

  /** The same, which takes nothing: null while there is room. */
  synchronized @Nullable Duration look(Turn turn) {
    Instant now = clock.instant();
    taken.removeIf(end -> !end.isAfter(now));
    kept.removeIf(end -> !end.isAfter(now));
    if (taken.isEmpty()) {
      // Whoever had not come by now has given up; a place behind them would be a wait for nobody.
      turned = 0;
    }
    int limit = now.isBefore(lowUntil) ? Math.max(1, perMinute / 2) : perMinute;
    int before = kept.size();
    if (taken.size() + (turn == Turn.FIRST ? 0 : before) < limit) {
      return null;
    }
    if (taken.isEmpty()) {
      // All of it is kept for those who go first.
      return LATE_BY;
    }
    int place = Math.max(0, taken.size() - limit) + before + (turn == Turn.FIRST ? 0 : turned++);
    Instant free =
        taken
            .get(place % taken.size())
            .plus(WINDOW.multipliedBy((place / taken.size()) % MOST_MINUTES));
    if (turn == Turn.FIRST) {
      kept.add(free.plus(LATE_BY));
    }
    return Duration.between(now, free);
  }

  /**
   * Learns what the vendor says is left of the account's own limit.
   *
   * @param reset when all of it is there again, by which time little is left no more
   */
  synchronized void left(long remaining, long total, Duration reset) {
    lowUntil = remaining * LOW_PART < total ? clock.instant().plus(reset) : Instant.MIN;
  }
}
