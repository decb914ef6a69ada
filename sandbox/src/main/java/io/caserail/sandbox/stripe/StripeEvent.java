package io.caserail.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Objects;

/**
 * Something that happened, with the object as it was right after.
 *
 * @param previous the old values of what changed; empty for something new
 */
record StripeEvent(
    String id,
    String type,
    ObjectNode object,
    ObjectNode previous,
    Origin origin,
    Instant created) {
  StripeEvent {
    Objects.requireNonNull(id);
    Objects.requireNonNull(type);
    Objects.requireNonNull(origin);
    Objects.requireNonNull(created);
  }
}
