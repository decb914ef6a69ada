package io.caserail.sandbox.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Json;
import java.time.Duration;
import java.time.Instant;

/**
 * A change that was made, or found made.
 *
 * @param code {@code already} when it stood before; empty otherwise
 * @param doneAt from when on its final word is out
 */
record Change(String reference, Wish wish, String code, Instant doneAt) {
  ObjectNode json(Instant now) {
    boolean pending = now.isBefore(doneAt);
    ObjectNode json =
        Json.object()
            .put("reference", reference)
            .put("operationId", wish.operationId())
            .put("change", wish.change())
            .put("object", wish.object())
            .put("idempotencyKey", wish.key())
            .put("status", pending ? "pending" : "succeeded");
    if (!code.isEmpty()) {
      json.put("code", code);
    }
    if (pending) {
      json.put("pollAfterSeconds", Math.max(1, Duration.between(now, doneAt).toSeconds()));
    }
    return json;
  }
}
