package io.caserail.worker.people;

import io.caserail.port.Claim;
import java.time.Instant;

/**
 * A yes that somebody has signed at the identity provider.
 *
 * @param id of the decision
 * @param token what the provider has given for it
 * @param author who has signed, by their id
 * @param at when
 * @param request the key of the request that it is about
 * @param nonce what it was signed for
 * @param details the digest of all else that is said
 */
record Word(
    String id,
    String token,
    long author,
    Instant at,
    String request,
    String nonce,
    String details) {

  /** As a case would hand it on. */
  Claim claim() {
    return new Claim(id, Long.toString(author), token, details);
  }
}
