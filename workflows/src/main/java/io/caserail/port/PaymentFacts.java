package io.caserail.port;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import java.time.Instant;
import java.util.List;

/**
 * A payment as its source of truth shows it now.
 *
 * @param system the payment system's name as people know it
 * @param payment its id
 * @param found false when there is no such payment; the rest is then empty
 * @param captured what was taken from the customer
 * @param at when
 * @param customer the payer
 * @param refunds every refund of the payment, failed ones included, oldest first
 * @param disputes every dispute
 * @param customerRefunds how many refunds the payer had in the last 30 days, this payment's aside
 * @param customerRefunded their sum, in this payment's currency
 */
public record PaymentFacts(
    String system,
    ObjectId payment,
    boolean found,
    Money captured,
    Instant at,
    PersonTag customer,
    List<Refund> refunds,
    List<Dispute> disputes,
    int customerRefunds,
    Money customerRefunded) {

  public PaymentFacts {
    refunds = List.copyOf(refunds);
    disputes = List.copyOf(disputes);
  }

  /**
   * One refund of the payment.
   *
   * @param operation the operation id in its metadata; empty when it is not ours
   * @param command the command id in its metadata; empty when it is not ours
   * @param counts whether its money has left or is leaving (succeeded or pending)
   */
  public record Refund(
      String ref, Money amount, boolean counts, String operation, String command, Instant at) {
    /** Whether Caserail made it. */
    public boolean isOurs() {
      return !operation.isEmpty();
    }
  }

  /**
   * One dispute of the payment.
   *
   * @param open whether it is undecided
   * @param lost whether the money is gone
   * @param refundable whether the payment system still takes a refund
   */
  public record Dispute(String ref, Money amount, boolean open, boolean lost, boolean refundable) {}
}
