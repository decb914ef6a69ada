package io.caserail.gateway;

import java.util.List;

/** How one sender signs. */
interface SignatureScheme {
  /**
   * Proves that a delivery is authentic.
   *
   * @param secrets the active ones
   * @throws Refusal with 401 when it is not
   */
  Proof prove(Delivery delivery, List<WebhookSecret> secrets);
}
