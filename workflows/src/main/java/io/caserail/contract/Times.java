package io.caserail.contract;

import java.time.Duration;

/** Times as people write them in files. */
public final class Times {
  private Times() {}

  /** {@code 45s}, {@code 15m}, {@code 36h}, {@code 10d}: in the largest unit that fits. */
  public static String words(Duration time) {
    long seconds = time.toSeconds();
    if (time.toMillisPart() != 0) {
      return time.toMillis() + "ms";
    }
    if (seconds % 60 != 0) {
      return seconds + "s";
    }
    if (seconds % 3600 != 0) {
      return seconds / 60 + "m";
    }
    return seconds % 86_400 == 0 && seconds >= 3 * 86_400
        ? seconds / 86_400 + "d"
        : seconds / 3600 + "h";
  }
}
