package io.caserail.activities.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads how long a vendor wants to be left alone (RFC 9110, 10.2.3: seconds or a date). */
final class RetryAfter {
  private static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /** The pause, at most an hour; null where there is none or it can't be read. */
  static @Nullable Duration parse(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    Duration seconds = seconds(header);
    if (seconds != null) {
      return seconds;
    }
    try {
      Instant until =
          ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return capped(Duration.between(now, until));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A number of seconds, which vendors give with decimals too; null where it is none. */
  static @Nullable Duration seconds(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      double value = Double.parseDouble(text.strip());
      return Double.isFinite(value) ? capped(Duration.ofMillis((long) (value * 1000))) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static Duration capped(Duration pause) {
    if (pause.isNegative()) {
      return Duration.ZERO;
    }
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }
}
