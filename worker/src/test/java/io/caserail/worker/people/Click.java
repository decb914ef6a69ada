package io.caserail.worker.people;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One audit of a ticket as Zendesk shows it, with what the ticket held right after it.
 *
 * @param byRule whether the command field was changed by a rule, not by the author
 * @param custom the marks that its author has sent along
 * @param fields by the field's number, or by the vendor's name
 */
record Click(
    long audit,
    Instant at,
    long author,
    String channel,
    boolean creation,
    Set<Long> macros,
    boolean byRule,
    JsonNode custom,
    Map<String, String> fields) {
  Click {
    macros = Set.copyOf(macros);
    fields = Map.copyOf(fields);
  }

  static List<Click> of(List<JsonNode> audits, String commandField) {
    Map<String, String> held = new HashMap<>();
    List<Click> clicks = new ArrayList<>();
    for (JsonNode audit : audits) {
      Set<Long> macros = new HashSet<>();
      boolean byRule = false;
      for (JsonNode event : audit.path("events")) {
        if (event.path("type").asText().equals("AgentMacroReference")) {
          macros.add(event.path("macro_id").asLong());
        }
        String field = event.path("field_name").asText("");
        if (!field.isEmpty()) {
          held.put(field, event.path("value").asText(""));
          byRule |= field.equals(commandField) && event.has("via");
        }
      }
      held.replaceAll((field, value) -> value.equals("null") ? "" : value);
      clicks.add(
          new Click(
              audit.path("id").asLong(),
              Instant.parse(audit.path("created_at").asText()),
              audit.path("author_id").asLong(),
              audit.path("via").path("channel").asText(),
              clicks.isEmpty(),
              macros,
              byRule,
              audit.path("metadata").path("custom"),
              held));
    }
    return clicks;
  }

  String field(String number) {
    return fields.getOrDefault(number, "");
  }

  String id() {
    return "audit-" + audit;
  }
}
