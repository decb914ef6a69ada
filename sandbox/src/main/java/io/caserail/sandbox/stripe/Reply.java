package io.caserail.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An answer, before it is HTTP.
 *
 * @param kept whether the idempotency layer keeps it
 * @param shouldRetry the value of {@code Stripe-Should-Retry}, or null for none
 * @param requestId the request that made the answer; a replay keeps that of the first
 */
record Reply(
    int status,
    ObjectNode body,
    boolean kept,
    @Nullable Boolean shouldRetry,
    String requestId,
    boolean isReplay) {
  Reply {
    Objects.requireNonNull(body);
    Objects.requireNonNull(requestId);
  }

  static Reply of(ObjectNode body, String requestId) {
    return new Reply(200, body, true, null, requestId, false);
  }

  static Reply of(StripeError error, String requestId) {
    return new Reply(
        error.status(),
        StripeJson.error(error),
        error.kept(),
        error.shouldRetry(),
        requestId,
        false);
  }

  Reply replayed() {
    return new Reply(status, body, kept, shouldRetry, requestId, true);
  }
}
