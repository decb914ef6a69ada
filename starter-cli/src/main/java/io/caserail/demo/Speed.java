package io.caserail.demo;

import io.caserail.sandbox.hook.HookAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How fast events were acknowledged.
 *
 * @param perSecond from the first attempt to the last yes
 * @param best in the ten seconds with the most
 * @param seconds from the first attempt to the last yes
 */
record Speed(double perSecond, double best, double seconds) {
  private static final int WINDOW = 10;

  static Speed of(List<HookAttempt> attempts) {
    List<Instant> yes =
        attempts.stream()
            .filter(attempt -> attempt.result().accepted())
            .map(HookAttempt::at)
            .sorted()
            .toList();
    if (yes.isEmpty()) {
      return new Speed(0, 0, 0);
    }
    Instant first =
        attempts.stream().map(HookAttempt::at).min(Instant::compareTo).orElse(yes.get(0));
    double seconds = Math.max(0.001, seconds(first, yes.get(yes.size() - 1)));
    int most = 0;
    for (int from = 0, to = 0; to < yes.size(); to++) {
      while (seconds(yes.get(from), yes.get(to)) > WINDOW) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return new Speed(yes.size() / seconds, most / Math.min(WINDOW, seconds), seconds);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
