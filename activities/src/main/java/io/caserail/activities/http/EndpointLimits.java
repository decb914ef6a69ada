package io.caserail.activities.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What the vendor's headers say about the rate of calls. Once an endpoint has answered 429, or has
 * said that nothing remains, calls to it fail here until its reset, without a call: a storm of
 * waiting cases does not become a storm of calls. Where people use the account too, a tenth of its
 * calls is left: who is under way when the last but those are used up would get 429. Of those who
 * were told to come again at the same time one goes first, until an endpoint answers something else
 * than 429. Safe for many threads.
 *
 * <p>Understood: {@code Retry-After}; {@code RateLimit-Remaining} with {@code RateLimit-Reset},
 * which speak for the whole account; and {@code Zendesk-RateLimit-<name>: total=100; remaining=99;
 * resets=41}, which speaks for the endpoint, or for one object there.
 *
 * @see <a href="https://developer.zendesk.com/api-reference/introduction/rate-limits/">Zendesk:
 *     rate limits</a>
 */
final class EndpointLimits {
  private static final String ACCOUNT = "*";
  private static final int LEFT_PART = 10;
  private static final Duration TRIAL = Duration.ofSeconds(1);
  private static final Duration UNTOLD = Duration.ofSeconds(5);
  private static final Duration COMMON_WINDOW = Duration.ofMinutes(1);
  private static final String ENDPOINT_PREFIX = "zendesk-ratelimit-";
  private static final Pattern PART =
      Pattern.compile("(total|remaining|resets)\\s*=\\s*(\\d{1,9})");

  private final InstantSource clock;
  private final @Nullable WriteBudget budget;
  private final Map<String, Instant> closedUntil = new ConcurrentHashMap<>();

  /** The endpoints whose last answer was 429, and until when one tries them for all. */
  private final Map<String, Instant> trials = new ConcurrentHashMap<>();

  EndpointLimits(InstantSource clock, @Nullable WriteBudget budget) {
    this.clock = clock;
    this.budget = budget;
  }

  /** How long to wait before this endpoint may be called; null for not at all. */
  @Nullable Duration pause(Endpoint endpoint) {
    Duration closed = closedFor(endpoint);
    if (closed != null || budget == null || !endpoint.isBudgeted()) {
      return closed;
    }
    return budget.take(endpoint.turn());
  }

  /** The same, which takes nobody's turn at the budget. */
  @Nullable Duration look(Endpoint endpoint) {
    Duration wait = closedFor(endpoint);
    if (wait == null && budget != null && endpoint.isBudgeted()) {
      wait = budget.look(endpoint.turn());
    }
    // Last, or whoever can't use it would hold it.
    return wait == null ? trial(endpoint.name()) : wait;
  }

  private @Nullable Duration trial(String endpoint) {
    Instant other = trials.get(endpoint);
    if (other == null) {
      return null;
    }
    Instant now = clock.instant();
    if (now.isBefore(other)) {
      return Duration.between(now, other);
    }
    return trials.replace(endpoint, other, now.plus(TRIAL)) ? null : TRIAL;
  }

  private @Nullable Duration closedFor(Endpoint endpoint) {
    return longer(closed(ACCOUNT), longer(closed(endpoint.name()), closed(own(endpoint))));
  }

  /** Learns from an answer. */
  void learn(Endpoint endpoint, RawAnswer answer) {
    Headers headers = answer.headers();
    Duration reset = RetryAfter.seconds(headers.get("ratelimit-reset"));
    if (answer.status() == 429) {
      Duration told = RetryAfter.parse(headers.get("Retry-After"), clock.instant());
      closeOne(endpoint, told != null ? told : reset != null ? reset : UNTOLD);
      if (closed(endpoint.name()) != null) {
        trials.putIfAbsent(endpoint.name(), Instant.MIN);
      }
    } else {
      trials.remove(endpoint.name());
    }
    Long remaining = number(headers.get("ratelimit-remaining"));
    if (remaining != null && remaining <= left(headers) && reset != null) {
      close(ACCOUNT, reset);
    }
    learnLevels(endpoint, headers);
  }

  /** How many of the account's calls are left to those that are under way, and to others. */
  private long left(Headers headers) {
    Long total = number(headers.get("ratelimit-limit"));
    return budget == null || total == null ? 0 : total / LEFT_PART;
  }

  private void learnLevels(Endpoint endpoint, Headers headers) {
    Level common = null;
    for (String name : headers.names()) {
      String value = headers.get(name);
      if (value == null || !name.toLowerCase(Locale.ROOT).startsWith(ENDPOINT_PREFIX)) {
        continue;
      }
      Level level = Level.read(value);
      if (level.remaining() == 0 && level.resets() > 0) {
        closeOne(endpoint, Duration.ofSeconds(level.resets()));
      }
      if (common == null || level.total() > common.total()) {
        common = level;
      }
    }
    if (budget != null && endpoint.isBudgeted() && common != null && common.isKnown()) {
      budget.left(
          common.remaining(),
          common.total(),
          common.resets() < 0 ? COMMON_WINDOW : Duration.ofSeconds(common.resets()));
    }
  }

  /**
   * Closes what a limit is for. The common limits are by the minute, so one that lasts longer can
   * only be the object's own, and must not keep the others back.
   */
  private void closeOne(Endpoint endpoint, Duration pause) {
    boolean ofObject = !endpoint.object().isEmpty() && pause.compareTo(COMMON_WINDOW) > 0;
    close(ofObject ? own(endpoint) : endpoint.name(), pause);
  }

  private static String own(Endpoint endpoint) {
    return endpoint.name() + "/" + endpoint.object();
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

  /** What such a header says; -1 where it does not. */
  private record Level(long total, long remaining, long resets) {
    static Level read(String header) {
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
      return new Level(total, remaining, resets);
    }

    boolean isKnown() {
      return total > 0 && remaining >= 0;
    }
  }
}
