package io.caserail.gateway;

import java.time.Instant;

/** How one sender signs. */
interface SignatureScheme {
  /**
   * Proves that a delivery is authentic.
   *
   * @return the time that its sender signed
   * @throws Refusal with 401 when it is not
   */
  Instant prove(Delivery delivery);
}
