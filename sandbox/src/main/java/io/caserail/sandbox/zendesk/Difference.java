package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.caserail.sandbox.core.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an update changed. Old or new is an array for tags, and null where nothing was.
 */
record Difference(String field, JsonNode from, JsonNode to) {
  static List<Difference> between(TicketState before, TicketState after) {
    List<Difference> found = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(before.attributes().keySet());
    names.addAll(after.attributes().keySet());
    names.forEach(n -> compare(found, n, before.attribute(n), after.attribute(n)));
    Set<Long> ids = new LinkedHashSet<>(before.fields().keySet());
    ids.addAll(after.fields().keySet());
    ids.forEach(id -> compare(found, id.toString(), before.field(id), after.field(id)));
    if (!before.tags().equals(after.tags())) {
      found.add(new Difference("tags", Json.tree(before.tags()), Json.tree(after.tags())));
    }
    return found;
  }

  private static void compare(List<Difference> found, String field, String from, String to) {
    if (!from.equals(to)) {
      found.add(new Difference(field, node(from), node(to)));
    }
  }

  private static JsonNode node(String value) {
    return value.isEmpty() ? NullNode.getInstance() : TextNode.valueOf(value);
  }

  /** As an audit event of a new ticket, or of one that was there. */
  AuditEvent event(long id, boolean create, @Nullable Via via) {
    ObjectNode body = Json.object().put("field_name", field);
    body.set("value", to);
    if (!create) {
      body.set("previous_value", from);
    }
    return new AuditEvent(id, create ? "Create" : "Change", body, via);
  }
}
