package io.caserail.worker.shadow;

import io.caserail.model.Money;
import java.time.Instant;
import java.util.List;

/**
 * One refund that people made, and what the rules say of it.
 *
 * @param ref its id in the payment system
 * @param payment what it refunded; empty where it names none
 * @param ticket where it was asked for; empty where none or several name it
 * @param verdict what Caserail would have done
 * @param because why, in words for people; empty where nothing stood against it
 * @param doubles what shows that the money may have left twice; empty for nothing
 * @param missing what the rules had to do without
 */
public record ShadowRow(
    String ref,
    String payment,
    Money amount,
    Instant at,
    String ticket,
    Verdict verdict,
    String because,
    List<String> doubles,
    List<Missing> missing) {
  public ShadowRow {
    doubles = List.copyOf(doubles);
    missing = List.copyOf(missing);
  }

  /** What Caserail would have done. */
  public enum Verdict {
    /** Paid or done, without asking anybody. */
    DONE,
    /** Asked people first. */
    ASKED,
    /** Left it to people: above what is ever sent. */
    LEFT_TO_PEOPLE,
    /** Refused, by a rule. */
    REFUSED,
    /** Nothing can be said, since something can't be read. */
    NOT_JUDGED
  }

  /** What can't be found out about a refund. */
  public enum Missing {
    /** No ticket names it: the refund or its payment, the subscription. */
    TICKET,
    /** More than one ticket names it. */
    ONE_TICKET,
    /** The ticket's customer has no address, so they can't be held against the payer. */
    CUSTOMER,
    /** The payer has no address. */
    PAYER,
    /** The payment system holds no reason. */
    REASON,
    /** It refunds a charge without a payment intent. */
    PAYMENT
  }
}
