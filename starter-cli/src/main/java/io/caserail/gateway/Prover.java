package io.caserail.gateway;

import java.util.List;

/** Proves what one source sends, by the secrets that are in force when it arrives. */
final class Prover {
  private final String source;
  private final SignatureScheme scheme;
  private final Keyring keyring;

  Prover(String source, SignatureScheme scheme, Keyring keyring) {
    this.source = source;
    this.scheme = scheme;
    this.keyring = keyring;
  }

  /**
   * Proves that a delivery is authentic. A sender may begin with a new secret in the moment in
   * which it is put in place, so a proof that fails is tried once more if there are newer secrets.
   *
   * @throws Refusal with 401 when it is not
   */
  Proof prove(Delivery delivery) {
    List<WebhookSecret> secrets = keyring.now().of(source);
    try {
      return scheme.prove(delivery, secrets);
    } catch (Refusal e) {
      List<WebhookSecret> newer = keyring.again().of(source);
      if (newer.equals(secrets)) {
        throw e;
      }
      return scheme.prove(delivery, newer);
    }
  }
}
