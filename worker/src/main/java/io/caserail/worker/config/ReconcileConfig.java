package io.caserail.worker.config;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * When a day is compared with the sources of truth.
 *
 * @param at the hour of the day after, in the policy's zone; null for never
 * @param lookAgainAfter how long what is being mended is given until it is looked at again
 */
public record ReconcileConfig(@Nullable LocalTime at, Duration lookAgainAfter) {
  private static final String NEVER = "never";

  public ReconcileConfig {
    if (lookAgainAfter.isZero() || lookAgainAfter.isNegative()) {
      throw new IllegalArgumentException("lookAgainAfter is no time: " + lookAgainAfter);
    }
  }

  static ReconcileConfig read(Section section) {
    String at = section.read("at", "03:00", ReconcileConfig::hour);
    return new ReconcileConfig(
        at.equals(NEVER) ? null : LocalTime.parse(at),
        section.duration("lookAgainAfter", Duration.ofMinutes(2)));
  }

  private static String hour(String text) {
    try {
      return text.equals(NEVER) ? text : LocalTime.parse(text).toString();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("is no hour such as \"03:00\", and not never: " + text, e);
    }
  }
}
