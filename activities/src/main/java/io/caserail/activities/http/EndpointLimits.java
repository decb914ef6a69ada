package io.caserail.activities.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the vendor's headers say about the rate of calls. Once an endpoint has answered 429, or has
 * said that nothing remains, calls to it fail here until its reset, without a call: a storm of
 * waiting cases does not become a storm of calls. Safe for many threads.
 *
 * <p>Understood: {@code Retry-After}; {@code RateLimit-Remaining} with {@code RateLimit-Reset},
 * which speak for the whole account; and {@code Zendesk-RateLimit-<name>: total=100; remaining=99;
 * resets=41}, which speaks for the endpoint.
 *
 * @see <a href="https://developer.zendesk.com/api-reference/introduction/rate-limits/">Zendesk:
 *     rate limits</a>
 */
final class EndpointLimits {
  private static final String ACCOUNT = "*";
  private static final Duration UNTOLD = Duration.ofSeconds(5);
  private static final String ENDPOINT_PREFIX = "zendesk-ratelimit-";
  private static final Pattern PART =
      Pattern.compile("(total|remaining|resets)\\s*=\\s*(\\d{1,9})");

  private final InstantSource clock;
  private final @Nullable WriteBudget budget;
  private final Map<String, Instant> closedUntil = new ConcurrentHashMap<>();

  EndpointLimits(InstantSource clock, @Nullable WriteBudget budget) {
    this.clock = clock;
    this.budget = budget;
  }

  /** How long to wait before this endpoint may be called; null for not at all. */
  @Nullable Duration pause(Endpoint endpoint) {
    Duration closed = longer(closed(ACCOUNT), closed(endpoint.name()));
    if (closed != null || budget == null || !endpoint.budgeted()) {
      return closed;
    }
    return budget.take();
  }

  /** Learns from an answer. */
  void learn(Endpoint endpoint, RawAnswer answer) {
    Instant now = clock.instant();
    if (answer.status() == 429) {
      Duration told = RetryAfter.parse(answer.headers().get("Retry-After"), now);
      Duration reset = RetryAfter.seconds(answer.headers().get("ratelimit-reset"));
      close(endpoint.name(), told != null ? told : reset != null ? reset : UNTOLD);
    }
    Long remaining = number(answer.headers().get("ratelimit-remaining"));
    Duration reset = RetryAfter.seconds(answer.headers().get("ratelimit-reset"));
    if (remaining != null && remaining == 0 && reset != null) {
      close(ACCOUNT, reset);
    }
    for (String name : answer.headers().names()) {
      String value = answer.headers().get(name);
      if (value != null && name.toLowerCase(Locale.ROOT).startsWith(ENDPOINT_PREFIX)) {
        learnOwn(endpoint, value);
      }
    }
  }

  private void learnOwn(Endpoint endpoint, String header) {
    long total = -1;
    long remaining = -1;
    long resets = -1;
    Matcher part = PART.matcher(header);
    while (part.find()) {
      long value = Long.parseLong(part.group(2));
      switch (part.group(1)) {
        case "total" -> total = value;
        case "remaining" -> remaining = value;
        default -> resets = value;
      }
    }
    if (remaining == 0 && resets > 0) {
      close(endpoint.name(), Duration.ofSeconds(resets));
    }
    if (budget != null && endpoint.budgeted() && total > 0 && remaining >= 0) {
      budget.left(remaining, total);
    }
  }

  private void close(String bucket, Duration pause) {
    Instant until = clock.instant().plus(pause);
    closedUntil.merge(bucket, until, (a, b) -> a.isAfter(b) ? a : b);
  }

  private @Nullable Duration closed(String bucket) {
    Instant until = closedUntil.get(bucket);
    if (until == null) {
      return null;
    }
    Duration left = Duration.between(clock.instant(), until);
    if (left.isNegative() || left.isZero()) {
      closedUntil.remove(bucket, until);
      return null;
    }
    return left;
  }

  private static @Nullable Duration longer(@Nullable Duration a, @Nullable Duration b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.compareTo(b) > 0 ? a : b;
  }

  private static @Nullable Long number(@Nullable String text) {
    try {
      return text == null ? null : Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
