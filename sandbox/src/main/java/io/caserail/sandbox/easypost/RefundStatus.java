package io.caserail.sandbox.easypost;

import java.util.Locale;

/**
 * What has become of the wish to take a label back.
 *
 * @see <a href="https://docs.easypost.com/docs/shipments/shipping-refund">EasyPost: shipping
 *     refund</a>
 */
public enum RefundStatus {
  /** Asked; the carrier has not answered, which takes up to 30 days. */
  SUBMITTED,
  /** The label is void. */
  REFUNDED,
  /** The carrier said no; it may be asked again. */
  REJECTED,
  /** The carrier bills a label when it is scanned: nothing is given back, however often asked. */
  NOT_APPLICABLE;

  /** Its name in the API. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
