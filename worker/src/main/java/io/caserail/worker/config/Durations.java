package io.caserail.worker.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 500ms}, {@code 45s}, {@code 5m}, {@code 12h}, {@code 3d}. */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h|d)");

  private Durations() {}

  /**
   * Reads one of these, or an ISO 8601 time such as {@code PT45S}.
   *
   * @throws IllegalArgumentException when it is neither, or is not positive
   */
  public static Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    try {
      Duration time =
          form.matches()
              ? of(Long.parseLong(form.group(1)), String.valueOf(form.group(2)))
              : Duration.parse(text);
      if (!time.isNegative() && !time.isZero()) {
        return time;
      }
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + text + "' is no time such as 45s, 5m, 12h or 3d", e);
    }
    throw new IllegalArgumentException("'" + text + "' is no positive time");
  }

  private static Duration of(long count, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
