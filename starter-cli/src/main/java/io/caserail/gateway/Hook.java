package io.caserail.gateway;

/** What one sender's authentic events mean. */
interface Hook {
  /**
   * Hands an authentic event on.
   *
   * @throws io.caserail.client.TemporalUnavailable when Temporal may not have it
   */
  Result take(Delivery delivery);

  /**
   * Whether an authentic event asks for no more than that a ticket is looked at, or for nothing at
   * all: then it may go together with others. Nothing is handed on here.
   */
  default boolean isOnlyAHint(Delivery delivery) {
    return false;
  }

  /** Names an authentic event that is not taken, as far as it can be read. */
  void name(Delivery delivery);
}
