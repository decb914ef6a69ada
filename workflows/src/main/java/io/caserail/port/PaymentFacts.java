package io.caserail.port;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param customerRefunded the sum of those in this payment's currency
 * @param day what the people of the request have done in the last 24 hours; null where nobody asked
 * @param risk what the payment system's risk engine says; null where it was not read, as in every
 *     case that was opened before that was looked at
 * @param customerRefundedElse the sums of those in other currencies, one for each
 * @param customerUncounted whether nobody can tell what the payer was refunded: no other payment is
 *     known to be theirs, or too many are
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
    Money customerRefunded,
    @Nullable Day day,
    @Nullable Risk risk,
    List<Money> customerRefundedElse,
    boolean customerUncounted) {

  public PaymentFacts {
    refunds = List.copyOf(refunds);
    disputes = List.copyOf(disputes);
    customerRefundedElse =
        customerRefundedElse == null ? List.of() : List.copyOf(customerRefundedElse);
  }

  /** A payment, whoever asks about it. */
  public PaymentFacts(
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
    this(
        system,
        payment,
        found,
        captured,
        at,
        customer,
        refunds,
        disputes,
        customerRefunds,
        customerRefunded,
        null,
        null,
        List.of(),
        false);
  }

  /**
   * What the risk engine says of the payment.
   *
   * @param review the last review that people were asked for; null when there was none
   * @param warnedAt since when the card's bank warns of fraud, in a way that a refund can still do
   *     something about; null when it does not
   */
  public record Risk(@Nullable Review review, @Nullable Instant warnedAt) {
    /** Nothing is known against it. */
    public static final Risk NONE = new Risk(null, null);
  }

  /**
   * People look at the payment because of its risk.
   *
   * @param since when that began
   * @param end how it was closed, in the payment system's word; empty while it is open
   */
  public record Review(String ref, Instant since, String end) {
    /** How a review ends whose people have called the payment fraud and given it back. */
    public static final String FRAUD = "refunded_as_fraud";

    /** Whether nobody has decided yet. */
    public boolean open() {
      return end.isEmpty();
    }
  }

  /**
   * What people have done in the last 24 hours, by the marks on the account's refunds, this one
   * aside. A refund counts whose money has left, is leaving, or may have left.
   *
   * @param requests how many refunds the requester has asked for, in any currency
   * @param requested their sum, in this payment's currency
   * @param approved the sum that one approver of this request has approved, in this payment's
   *     currency; that of the one with the most; null while nobody has approved it
   */
  public record Day(int requests, Money requested, @Nullable Money approved) {}

  /**
   * One refund of the payment.
   *
   * @param operation the operation id in its metadata; empty when it is not ours
   * @param command the command id in its metadata; empty when it is not ours
   * @param counts whether its money has left or is leaving (succeeded or pending)
   * @param ticket the ticket in its metadata; empty when it is not ours, and in every case that was
   *     opened before that was looked at
   */
  public record Refund(
      String ref,
      Money amount,
      boolean counts,
      String operation,
      String command,
      Instant at,
      String ticket) {
    public Refund {
      ticket = ticket == null ? "" : ticket;
    }

    /** A refund of no ticket of ours. */
    public Refund(
        String ref, Money amount, boolean counts, String operation, String command, Instant at) {
      this(ref, amount, counts, operation, command, at, "");
    }

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
   * @param prevented whether it was settled before it was one, mostly by giving the money back
   */
  public record Dispute(
      String ref, Money amount, boolean open, boolean lost, boolean refundable, boolean prevented) {
    /** A dispute that has become one. */
    public Dispute(String ref, Money amount, boolean open, boolean lost, boolean refundable) {
      this(ref, amount, open, lost, refundable, false);
    }
  }
}
