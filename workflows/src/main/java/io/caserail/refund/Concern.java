package io.caserail.refund;

import java.util.Locale;

/**
 * Why people must look at a refund, the weightiest first: where there are several, the first names
 * the block and opens the note. This order is the only place that says which one that is.
 */
enum Concern {
  /** The money might go to a stranger. */
  OTHER_CUSTOMER,
  /** The policy never lets it be sent by itself. */
  BY_HAND,
  /** The payment system's own people are deciding about the payment. */
  RISK_HOLD,
  /** The bank may take the money a second time. */
  DISPUTE,
  /** The money may have gone out already. */
  LOOK_ALIKE,
  /** The card's bank calls the payment fraud, and will take the money if nobody gives it back. */
  FRAUD_WARNING,
  ABOVE_LIMIT,
  /** One person has done much in a day. */
  SPEED,
  WINDOW,
  REASON;

  /** As lists and metrics know it. */
  String code() {
    return this == BY_HAND ? ABOVE_LIMIT.code() : name().toLowerCase(Locale.ROOT);
  }
}
