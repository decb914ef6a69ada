package io.caserail.sandbox.company;

import io.caserail.sandbox.core.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** First answers by idempotency key, kept for a day of the sandbox's clock. Thread-safe. */
final class KeyStore {
  private static final Duration KEPT = Duration.ofDays(1);

  private record Kept(String fingerprint, Answer answer, Instant at) {}

  private final InstantSource clock;
  private final Map<String, Kept> kept = new HashMap<>();

  KeyStore(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The first answer under this key, if there was one.
   *
   * @throws Problem when it was an answer to something else
   */
  synchronized Optional<Answer> first(Wish wish, boolean anyBody) {
    Kept known = kept.get(wish.key());
    if (known == null || clock.instant().isAfter(known.at().plus(KEPT))) {
      return Optional.empty();
    }
    if (!anyBody && !known.fingerprint().equals(wish.fingerprint())) {
      throw Problem.refused("idempotency_mismatch", "this key was used for something else");
    }
    return Optional.of(known.answer());
  }

  synchronized Answer keep(Wish wish, Answer answer) {
    kept.put(wish.key(), new Kept(wish.fingerprint(), answer, clock.instant()));
    return answer;
  }
}
