package io.caserail.cancellation;

import io.caserail.cancellation.Situation.Paid;
import io.caserail.port.Outcome;

/**
 * What became of money that was due.
 *
 * @param paid what was due
 * @param end paid back with the refund's reference, or left out by a person
 */
record PaidBack(Paid paid, Outcome end) {
  /** Whether the customer gets it. */
  boolean isPaid() {
    return end.happened();
  }

  /** Whether the payment system's final word on it is still open. */
  boolean isOpen() {
    return isFollowed() || (end.happened() && end.kind() != Outcome.Kind.SUCCEEDED);
  }

  /** Whether a case of its own follows it to that word. One that was made by hand has none. */
  boolean isFollowed() {
    return end.code().equals(Outcome.NOT_FINAL);
  }

  /** {@code 24.90 EUR of payment pi_1 (re_1)}. */
  String words() {
    return paid + (isPaid() ? " (" + end.ref() + ")" : "");
  }
}
