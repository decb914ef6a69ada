package io.caserail.gateway;

/** How one sender signs. */
interface SignatureScheme {
  /**
   * Proves that a delivery is authentic.
   *
   * @throws Refusal with 401 when it is not
   */
  Proof prove(Delivery delivery);
}
