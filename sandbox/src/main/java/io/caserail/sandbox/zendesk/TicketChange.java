package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One update of one ticket, from whichever side.
 *
 * @param attributes the vendor's names, such as {@code status} and {@code assignee_id}; an empty
 *     value empties
 * @param fields custom fields by id; an empty value empties
 */
record TicketChange(
    long actor,
    Via via,
    Map<String, String> attributes,
    Map<Long, String> fields,
    TagChange tags,
    @Nullable Comment comment,
    ObjectNode metadata,
    @Nullable Macro macro) {
  TicketChange {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  static TicketChange by(long actor, Via via) {
    return new TicketChange(
        actor, via, Map.of(), Map.of(), TagChange.NONE, null, Json.object(), null);
  }

  TicketChange with(Map<String, String> attributes) {
    return new TicketChange(actor, via, attributes, fields, tags, comment, metadata, macro);
  }

  TicketChange with(String attribute, String value) {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(attribute, value);
    return with(more);
  }

  TicketChange fields(Map<Long, String> values) {
    return new TicketChange(actor, via, attributes, values, tags, comment, metadata, macro);
  }

  TicketChange tags(TagChange change) {
    return new TicketChange(actor, via, attributes, fields, change, comment, metadata, macro);
  }

  TicketChange comment(@Nullable Comment text) {
    return new TicketChange(actor, via, attributes, fields, tags, text, metadata, macro);
  }

  TicketChange metadata(ObjectNode custom) {
    return new TicketChange(actor, via, attributes, fields, tags, comment, custom, macro);
  }

  TicketChange macro(@Nullable Macro applied) {
    return new TicketChange(actor, via, attributes, fields, tags, comment, metadata, applied);
  }
}
