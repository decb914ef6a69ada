package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Json;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that one update did to a ticket, rules included.
 *
 * @param custom the {@code metadata} that the caller sent along
 */
record Audit(
    long id,
    long ticketId,
    Instant createdAt,
    long authorId,
    Via via,
    ObjectNode custom,
    List<AuditEvent> events) {
  Audit {
    events = List.copyOf(events);
  }

  ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("id", id)
            .put("ticket_id", ticketId)
            .put("created_at", Stamps.text(createdAt))
            .put("author_id", authorId);
    ObjectNode metadata = json.putObject("metadata");
    metadata.putObject("system").put("client", "sandbox");
    metadata.set("custom", custom.deepCopy());
    ArrayNode list = json.putArray("events");
    events.forEach(e -> list.add(e.json()));
    json.set("via", via.json());
    return json;
  }

  Stream<AuditEvent> comments() {
    return events.stream().filter(e -> e.type().equals("Comment"));
  }
}
