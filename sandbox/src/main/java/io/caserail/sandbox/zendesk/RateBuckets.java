package io.caserail.sandbox.zendesk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fixed windows on the virtual clock, shared by everybody in the account. Guarded by its lock. */
final class RateBuckets {
  private final Clock clock;
  private final Map<String, Window> windows = new HashMap<>();
  private final List<OverLimit> over = new ArrayList<>();

  RateBuckets(Clock clock) {
    this.clock = clock;
  }

  private record Window(Instant from, int used) {}

  /** Where a bucket stands after a call. */
  record Level(Bucket bucket, int remaining, long resetSeconds, boolean over) {
    Map<String, String> headers() {
      if (!bucket.name().isEmpty()) {
        return Map.of(
            "zendesk-ratelimit-" + bucket.name(),
            "total=" + bucket.limit() + "; remaining=" + remaining + "; resets=" + resetSeconds);
      }
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("x-rate-limit", "" + bucket.limit());
      headers.put("x-rate-limit-remaining", "" + remaining);
      headers.put("ratelimit-limit", "" + bucket.limit());
      headers.put("ratelimit-remaining", "" + remaining);
      headers.put("ratelimit-reset", "" + resetSeconds);
      return headers;
    }
  }

  /** Those that came when a bucket was used up, in that order. */
  List<OverLimit> over() {
    return List.copyOf(over);
  }

  Level take(Bucket bucket, User by) {
    Instant now = clock.instant();
    String key = bucket.name() + " " + bucket.key();
    Window window = windows.get(key);
    if (window == null || !now.isBefore(window.from().plus(bucket.window()))) {
      window = new Window(now, 0);
    }
    window = new Window(window.from(), window.used() + 1);
    windows.put(key, window);
    long reset = Duration.between(now, window.from().plus(bucket.window())).toSeconds() + 1;
    int remaining = Math.max(0, bucket.limit() - window.used());
    boolean isOver = window.used() > bucket.limit();
    if (isOver) {
      over.add(new OverLimit(bucket.name().isEmpty() ? "requests" : bucket.name(), by.name(), now));
    }
    return new Level(bucket, remaining, reset, isOver);
  }
}
