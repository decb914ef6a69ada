package io.caserail.sandbox.zendesk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a ticket holds at one moment. Empty values are absent keys.
 *
 * @param attributes {@code status}, {@code subject}, {@code requester_id} and the like
 * @param fields custom fields by id
 */
record TicketState(Map<String, String> attributes, Map<Long, String> fields, Set<String> tags) {
  static final TicketState EMPTY = new TicketState(Map.of(), Map.of(), Set.of());

  TicketState {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
  }

  String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }

  String field(long id) {
    return fields.getOrDefault(id, "");
  }

  String status() {
    return attribute("status");
  }

  boolean closed() {
    return status().equals("closed");
  }
}
