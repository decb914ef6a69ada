package io.caserail.sandbox.stripe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first result of each idempotency key, a 500 included, and answers with it for 24 hours
 * on the sandbox's clock; after that the key is a fresh one. Other parameters under a key are
 * refused, and so is a second request while the first is still executing. Results of requests that
 * never began to execute are not kept.
 *
 * @see <a href="https://docs.stripe.com/api/idempotent_requests">Stripe: idempotent requests</a>
 */
final class IdempotencyLayer {
  static final int LONGEST_KEY = 255;
  static final Duration KEPT_FOR = Duration.ofHours(24);

  private record Entry(String fingerprint, Instant since, @Nullable Reply reply) {}

  private final InstantSource clock;
  private final Map<String, Entry> entries = new HashMap<>();

  IdempotencyLayer(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Answers with what is kept, or executes.
   *
   * @param fingerprint the method, path and parameters
   * @throws StripeError if the key is too long, in use, or was used for something else
   */
  Reply answer(String key, String fingerprint, Supplier<Reply> execute) {
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw StripeError.invalidParameter(
          null,
          "idempotency_key",
          "An idempotency key has 1 to " + LONGEST_KEY + " characters, not " + key.length() + ".");
    }
    synchronized (this) {
      prune();
      Entry entry = entries.get(key);
      if (entry != null) {
        return replay(key, fingerprint, entry);
      }
      entries.put(key, new Entry(fingerprint, clock.instant(), null));
    }
    @Nullable Reply reply = null;
    try {
      reply = execute.get();
      return reply;
    } finally {
      finish(key, fingerprint, reply);
    }
  }

  private static Reply replay(String key, String fingerprint, Entry entry) {
    if (!entry.fingerprint().equals(fingerprint)) {
      throw StripeError.keyReused(key);
    }
    if (entry.reply() == null) {
      throw StripeError.keyInUse(key);
    }
    return entry.reply().replayed();
  }

  private synchronized void finish(String key, String fingerprint, @Nullable Reply reply) {
    if (reply == null || !reply.kept()) {
      entries.remove(key);
    } else {
      entries.put(key, new Entry(fingerprint, clock.instant(), reply));
    }
  }

  private void prune() {
    Instant oldest = clock.instant().minus(KEPT_FOR);
    entries.values().removeIf(e -> e.reply() != null && !e.since().isAfter(oldest));
  }
}
