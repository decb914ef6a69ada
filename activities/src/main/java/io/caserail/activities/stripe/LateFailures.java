package io.caserail.activities.stripe;

/** Where the sweep brings word of a refund that has failed: its settlement. */
@FunctionalInterface
public interface LateFailures {
  /** Says that a refund has failed; may be said again, and about refunds that are not ours. */
  void failed(String refund, String eventId);
}
