package io.caserail.sandbox.zendesk;

import io.caserail.sandbox.hook.Result;
import io.caserail.sandbox.hook.RetryTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The vendor's table: a 409 up to three times, a time-out up to five times, 429 and 503 only with a
 * {@code Retry-After} under 60 s, nothing else. A breaker holds deliveries back for 5 s at 70 %
 * errors or more than 1,000 errors in 5 minutes, never under 100 requests. How long the vendor
 * pauses after a 409 or a time-out is not published: one second per attempt here. Thread-safe.
 */
public final class ZendeskRetries implements RetryTable {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration BREAK = Duration.ofSeconds(5);
  private static final int MIN_REQUESTS = 100;
  private static final int MAX_ERRORS = 1_000;

  private final Clock clock;
  private final Deque<Seen> window = new ArrayDeque<>();
  private Instant heldUntil = Instant.MIN;

  /** With a breaker that is closed. */
  public ZendeskRetries(Clock clock) {
    this.clock = clock;
  }

  private record Seen(Instant at, boolean error) {}

  @Override
  public Optional<Duration> pauseAfter(int attempt, Result result) {
    return switch (result.kind()) {
      case TIMED_OUT -> attempt <= 5 ? Optional.of(Duration.ofSeconds(attempt)) : Optional.empty();
      case UNREACHABLE -> Optional.empty();
      case ANSWERED -> afterAnswer(attempt, result);
    };
  }

  private static Optional<Duration> afterAnswer(int attempt, Result result) {
    if (result.status() == 409) {
      return attempt <= 3 ? Optional.of(Duration.ofSeconds(attempt)) : Optional.empty();
    }
    boolean mayRetry = result.status() == 429 || result.status() == 503;
    return Optional.ofNullable(result.retryAfter())
        .filter(pause -> mayRetry && attempt <= 5 && pause.compareTo(Duration.ofMinutes(1)) < 0);
  }

  @Override
  public synchronized void attempted(Result result) {
    Instant now = clock.instant();
    window.addLast(new Seen(now, !result.accepted()));
    while (window.getFirst().at().isBefore(now.minus(WINDOW))) {
      window.removeFirst();
    }
    long errors = window.stream().filter(Seen::error).count();
    boolean many = errors * 10 >= window.size() * 7L || errors > MAX_ERRORS;
    if (window.size() >= MIN_REQUESTS && many) {
      heldUntil = now.plus(BREAK);
    }
  }

  @Override
  public synchronized Duration heldFor() {
    Instant now = clock.instant();
    return heldUntil.isAfter(now) ? Duration.between(now, heldUntil) : Duration.ZERO;
  }
}
