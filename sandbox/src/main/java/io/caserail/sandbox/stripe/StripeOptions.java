package io.caserail.sandbox.stripe;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the stand-in is set up.
 *
 * @param livemode what {@code livemode} says, and which prefix the keys have
 * @param settleAfter how long after its creation a refund does what its behaviour has planned, on
 *     the sandbox's clock
 * @param requestsPerSecond above which requests get 429; Stripe's own limit is 100 in live mode
 * @param seed from which the ids are made, so that two runs give the same; null for random ones
 */
public record StripeOptions(
    boolean livemode, Duration settleAfter, int requestsPerSecond, @Nullable Long seed) {
  public StripeOptions {
    Objects.requireNonNull(settleAfter);
    if (settleAfter.isNegative()) {
      throw new IllegalArgumentException("settleAfter is negative: " + settleAfter);
    }
    if (requestsPerSecond < 1) {
      throw new IllegalArgumentException("requestsPerSecond is " + requestsPerSecond);
    }
  }

  /** Test mode, settled after an hour, 100 requests a second, random ids. */
  public static StripeOptions defaults() {
    return new StripeOptions(false, Duration.ofHours(1), 100, null);
  }

  public StripeOptions withLivemode(boolean newLivemode) {
    return new StripeOptions(newLivemode, settleAfter, requestsPerSecond, seed);
  }

  public StripeOptions withSettleAfter(Duration newSettleAfter) {
    return new StripeOptions(livemode, newSettleAfter, requestsPerSecond, seed);
  }

  public StripeOptions withRequestsPerSecond(int newRequestsPerSecond) {
    return new StripeOptions(livemode, settleAfter, newRequestsPerSecond, seed);
  }

  public StripeOptions withSeed(long newSeed) {
    return new StripeOptions(livemode, settleAfter, requestsPerSecond, newSeed);
  }
}
