package io.caserail.gateway;

import java.time.Duration;
import java.time.Instant;

/** How one sender signs. */
interface SignatureScheme {
  /** How far the signed time may be off, in either direction. */
  Duration TOLERANCE = Duration.ofMinutes(5);

  /**
   * Proves that a delivery is authentic and fresh.
   *
   * @throws Refusal with 401 when it is not
   */
  void prove(Delivery delivery, Instant now);

  /**
   * Whether a signed time is close enough to now; one from the future is as stale as an old one.
   */
  static boolean isFresh(Instant signed, Instant now) {
    return Duration.between(signed, now).abs().compareTo(TOLERANCE) <= 0;
  }
}
