package io.caserail.sandbox.zendesk;

import io.caserail.sandbox.core.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** First answers by {@code Idempotency-Key}, kept for two hours. Guarded by the account's lock. */
final class IdempotencyStore {
  private static final Duration KEPT = Duration.ofHours(2);

  private final Clock clock;
  private final Map<String, Stored> stored = new HashMap<>();

  IdempotencyStore(Clock clock) {
    this.clock = clock;
  }

  private record Stored(String body, Answer answer, Instant at) {}

  /** The first answer to this key, or the answer to this call, which is then kept. */
  Answer once(String key, String body, Supplier<Answer> first) {
    Stored known = stored.get(key);
    if (known != null && clock.instant().isBefore(known.at().plus(KEPT))) {
      if (!known.body().equals(body)) {
        throw ZendeskRefusal.keyReused();
      }
      return known.answer().with("x-idempotency-lookup", "hit");
    }
    Answer answer = first.get();
    stored.put(key, new Stored(body, answer, clock.instant()));
    return answer.with("x-idempotency-lookup", "miss");
  }
}
