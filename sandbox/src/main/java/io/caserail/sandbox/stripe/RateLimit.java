package io.caserail.sandbox.stripe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Lets so many requests a second in, on the sandbox's clock, and answers the others with 429,
 * before the idempotency layer.
 *
 * @see <a href="https://docs.stripe.com/rate-limits">Stripe: rate limits</a>
 */
final class RateLimit {
  private static final double NANOS = 1e9;

  private final InstantSource clock;
  private int perSecond;
  private double left;
  private Instant last;

  RateLimit(int perSecond, InstantSource clock) {
    this.clock = clock;
    this.perSecond = perSecond;
    this.left = perSecond;
    this.last = clock.instant();
  }

  /** From now on; 0 lets nothing in. */
  synchronized void change(int newPerSecond) {
    perSecond = newPerSecond;
    left = newPerSecond;
    last = clock.instant();
  }

  /** Returns if the request may go on. */
  synchronized void admit() {
    Instant now = clock.instant();
    double seconds = Duration.between(last, now).toNanos() / NANOS;
    left = Math.min(perSecond, left + Math.max(0, seconds) * perSecond);
    last = now;
    if (left < 1) {
      throw StripeError.tooManyRequests();
    }
    left--;
  }
}
