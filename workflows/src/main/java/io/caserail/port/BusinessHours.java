package io.caserail.port;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * When people are at work.
 *
 * @param zone the time zone, for example {@code Europe/Berlin}
 * @param days the days of the week; never empty
 * @param from when a day begins
 * @param to when it ends; after {@code from}
 */
public record BusinessHours(String zone, List<DayOfWeek> days, LocalTime from, LocalTime to) {
  public BusinessHours {
    days = List.copyOf(days);
    if (days.isEmpty() || !to.isAfter(from)) {
      throw new IllegalArgumentException("business hours without a single hour");
    }
  }

  /** Every minute of the week counts. */
  public static BusinessHours always() {
    return new BusinessHours("UTC", List.of(DayOfWeek.values()), LocalTime.MIN, LocalTime.MAX);
  }

  /** The moment at which so much time at work has passed since {@code start}. */
  public Instant after(Instant start, Duration work) {
    ZonedDateTime now = start.atZone(ZoneId.of(zone));
    Duration left = work;
    while (true) {
      ZonedDateTime opens = now.with(from);
      ZonedDateTime closes = now.with(to);
      ZonedDateTime begins = now.isBefore(opens) ? opens : now;
      if (days.contains(now.getDayOfWeek()) && begins.isBefore(closes)) {
        Duration today = Duration.between(begins, closes);
        if (today.compareTo(left) >= 0) {
          return begins.plus(left).toInstant();
        }
        left = left.minus(today);
      }
      now = now.plusDays(1).with(LocalTime.MIN);
    }
  }
}
