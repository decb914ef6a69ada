package io.caserail.activities.stripe;

import io.caserail.port.RefundOrder;

/** Keeps a line for every send, outside Temporal, whose histories end with their retention. */
public interface SendRecord {
  /**
   * A refund is about to be sent. When this throws, nothing is sent.
   *
   * @param idempotencyKey the key it is sent under
   */
  void beforeSend(RefundOrder order, String idempotencyKey);

  /**
   * It is not sent, because of what the payment system says. What this throws is logged and changes
   * nothing.
   *
   * @param code why, for example {@code foreign_refund}
   */
  default void stopped(RefundOrder order, String code) {
    // Most who send keep no such lines.
  }

  /**
   * The send has ended. What this throws is logged and changes nothing.
   *
   * @param result an outcome's kind or a failure's type
   * @param ref the refund's id; empty when there is none
   * @param evidence status and request id; may be empty
   */
  void afterSend(
      RefundOrder order, String idempotencyKey, String result, String ref, String evidence);
}
