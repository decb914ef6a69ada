package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Json;
import org.jspecify.annotations.Nullable;

/**
 * One event of an audit.
 *
 * @param body the vendor's JSON without {@code id} and {@code via}
 * @param via how it came in, only where that differs from the audit's
 */
record AuditEvent(long id, String type, ObjectNode body, @Nullable Via via) {
  ObjectNode json() {
    ObjectNode json = Json.object().put("id", id).put("type", type);
    json.setAll(body.deepCopy());
    if (via != null) {
      json.set("via", via.json());
    }
    return json;
  }
}
