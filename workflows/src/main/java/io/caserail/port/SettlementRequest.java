package io.caserail.port;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;

/**
 * What settlement takes over.
 *
 * @param ref the refund's id in the payment system
 * @param payment its payment
 * @param amount how much
 * @param ticket the ticket to keep truthful
 * @param key the request it fulfils
 * @param revision {@link #above} the last one that is known; settlement goes on from it
 * @param policy the policy it was judged by
 * @param tells whether the customer is to be told once it is final
 */
public record SettlementRequest(
    String ref,
    ObjectId payment,
    Money amount,
    TicketId ticket,
    RequestKey key,
    long revision,
    RefundPolicy policy,
    boolean tells) {
  private static final long STILL_TO_COME = 1_000;

  /**
   * Where a settlement begins: the refund's own case may go on writing under the same key, and what
   * its settlement says comes after that.
   *
   * @param revision the last one that the ticket holds, or is about to
   */
  public static long above(long revision) {
    return revision + STILL_TO_COME;
  }
}
