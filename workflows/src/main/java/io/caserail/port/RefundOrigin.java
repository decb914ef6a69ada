package io.caserail.port;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import java.time.Instant;

/**
 * A refund, read back by its id.
 *
 * @param ref its id
 * @param payment its payment
 * @param amount how much
 * @param operation the operation id in its metadata; empty when it is not ours
 * @param ticket the ticket in its metadata; empty when it is not ours
 * @param status the outcome so far
 * @param at when it was made
 * @param system the payment system's name as people know it
 * @param again the refund that was made in its place after it had failed; empty for none that is
 *     known
 */
public record RefundOrigin(
    String ref,
    ObjectId payment,
    Money amount,
    String operation,
    String ticket,
    Outcome status,
    Instant at,
    String system,
    String again) {
  public RefundOrigin {
    // A settlement that began before asked for less.
    again = again == null ? "" : again;
  }
}
