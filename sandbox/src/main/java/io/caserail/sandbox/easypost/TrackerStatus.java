package io.caserail.sandbox.easypost;

import java.util.Locale;

/**
 * Where the carrier says that a parcel is.
 *
 * @see <a href="https://docs.easypost.com/docs/trackers">EasyPost: trackers</a>
 */
public enum TrackerStatus {
  UNKNOWN,
  PRE_TRANSIT,
  IN_TRANSIT,
  OUT_FOR_DELIVERY,
  AVAILABLE_FOR_PICKUP,
  DELIVERED,
  RETURN_TO_SENDER,
  FAILURE,
  CANCELLED,
  ERROR;

  /**
   * Whether the label can still be taken back. EasyPost's help says {@code pre_transit} only; its
   * reference shows a refund at {@code unknown}, which is what a tracker says until its first poll.
   *
   * @see <a
   *     href="https://support.easypost.com/hc/en-us/articles/360044353831-Refunds-FAQs">EasyPost:
   *     refunds</a>
   */
  boolean isBeforeTransit() {
    return this == UNKNOWN || this == PRE_TRANSIT;
  }

  /** Its name in the API. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
