package io.caserail.gateway;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a delivery is its sender's.
 *
 * @param key the name of the secret that it was signed with
 * @param signed the time that was signed with it; null where the sender signs none
 */
record Proof(String key, @Nullable Instant signed) {
  /** A time from the future is as stale as an old one: it would stay good for too long. */
  boolean isFresh(Instant now, Duration freshness) {
    return signed == null || Duration.between(signed, now).abs().compareTo(freshness) <= 0;
  }
}
