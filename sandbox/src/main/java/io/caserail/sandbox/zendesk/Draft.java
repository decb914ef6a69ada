package io.caserail.sandbox.zendesk;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A ticket's state while an update is being worked out, so that a refused update leaves no trace.
 * Keeps drop-downs and tags in step, in both directions, as the vendor does.
 */
final class Draft {
  private final Settings settings;
  private final Map<String, String> attributes;
  private final Map<Long, String> fields;
  private final Set<String> tags;

  Draft(Settings settings, TicketState from) {
    this.settings = settings;
    this.attributes = new LinkedHashMap<>(from.attributes());
    this.fields = new TreeMap<>(from.fields());
    this.tags = new LinkedHashSet<>(from.tags());
  }

  TicketState state() {
    return new TicketState(attributes, fields, tags);
  }

  void apply(TicketChange change) {
    change.attributes().forEach(this::attribute);
    Set<String> replacement = change.tags().replace();
    if (replacement != null) {
      Set<String> gone = new LinkedHashSet<>(tags);
      gone.removeAll(replacement);
      gone.forEach(this::removeTag);
      replacement.forEach(this::addTag);
    }
    change.tags().add().forEach(this::addTag);
    change.tags().remove().forEach(this::removeTag);
    change.fields().forEach(this::field);
  }

  /** Assigning a new ticket opens it. */
  void attribute(String name, String value) {
    set(attributes, name, value);
    if (name.equals("assignee_id") && !value.isEmpty() && "new".equals(attributes.get("status"))) {
      attributes.put("status", "open");
    }
  }

  /** A field that the account does not have is ignored without a word. */
  void field(long id, String value) {
    settings.field(id).ifPresent(f -> field(f, value));
  }

  private void field(TicketField field, String value) {
    if (!value.isEmpty() && !field.takes(value)) {
      throw ZendeskRefusal.field(field, "is invalid");
    }
    if (field.type() == TicketField.Type.TAGGER) {
      String old = fields.getOrDefault(field.id(), "");
      tags.remove(old);
      if (!value.isEmpty()) {
        tags.add(value);
      }
    }
    set(fields, field.id(), value);
  }

  void addTag(String tag) {
    tags.add(tag);
    settings.fieldOffering(tag).ifPresent(f -> field(f, tag));
  }

  void removeTag(String tag) {
    tags.remove(tag);
    settings
        .fieldOffering(tag)
        .filter(f -> tag.equals(fields.get(f.id())))
        .ifPresent(f -> fields.remove(f.id()));
  }

  private static <K> void set(Map<K, String> map, K key, String value) {
    if (value.isEmpty()) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }
}
