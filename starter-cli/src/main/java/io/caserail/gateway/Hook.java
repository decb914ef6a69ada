package io.caserail.gateway;

/** What one sender's authentic events mean. */
interface Hook {
  /**
   * Hands an authentic event on.
   *
   * @throws io.caserail.client.TemporalUnavailable when Temporal may not have it
   */
  Result take(Delivery delivery);

  /** Names an authentic event that is not taken, as far as it can be read. */
  void name(Delivery delivery);
}
