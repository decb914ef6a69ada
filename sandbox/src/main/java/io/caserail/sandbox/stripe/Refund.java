package io.caserail.sandbox.stripe;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A refund as it stands. The amount is in the currency's minor units; the metadata keep the order
 * in which they were sent.
 */
public record Refund(
    String id,
    String paymentId,
    String chargeId,
    long amount,
    String currency,
    RefundStatus status,
    @Nullable String reason,
    @Nullable PendingReason pendingReason,
    @Nullable RefundFailureReason failureReason,
    Map<String, String> metadata,
    Instant created) {
  public Refund {
    Objects.requireNonNull(id);
    Objects.requireNonNull(paymentId);
    Objects.requireNonNull(chargeId);
    Objects.requireNonNull(created);
    if (amount <= 0) {
      throw new IllegalArgumentException("a refund of " + amount);
    }
    if ((status == RefundStatus.PENDING) != (pendingReason != null)) {
      throw new IllegalArgumentException("a pending reason belongs to a pending refund");
    }
    if ((status == RefundStatus.FAILED) != (failureReason != null)) {
      throw new IllegalArgumentException("a failure reason belongs to a failed refund");
    }
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  Refund become(RefundStatus next, @Nullable RefundFailureReason why) {
    if (!status.mayBecome(next)) {
      throw new IllegalStateException(id + " is " + status.wire() + ", not to be " + next.wire());
    }
    PendingReason pending = next == RefundStatus.PENDING ? PendingReason.PROCESSING : null;
    return new Refund(
        id, paymentId, chargeId, amount, currency, next, reason, pending, why, metadata, created);
  }

  Refund withMetadata(Map<String, String> newMetadata) {
    return new Refund(
        id,
        paymentId,
        chargeId,
        amount,
        currency,
        status,
        reason,
        pendingReason,
        failureReason,
        newMetadata,
        created);
  }
}
