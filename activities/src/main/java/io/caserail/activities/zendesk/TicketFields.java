package io.caserail.activities.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.activities.http.Doc;
import io.caserail.model.CaseKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** The custom fields of a ticket as it is now. */
record TicketFields(Doc ticket, ZendeskFields fields) {
  /** The command field's value; empty when it is. */
  String command() {
    return value(fields.command());
  }

  FieldValues values(CaseKind about) {
    return fields.values(about, this::value);
  }

  /** What people filled in about their requests, by field; empty ones are left out. */
  Map<Long, String> inputs() {
    Map<Long, String> inputs = new LinkedHashMap<>();
    for (KindFields kind : fields.kinds().values()) {
      for (long field : kind.inputs()) {
        if (!value(field).isEmpty()) {
          inputs.put(field, value(field));
        }
      }
    }
    return inputs;
  }

  /** A field's value; empty where it has none. */
  String value(long field) {
    for (JsonNode entry : ticket.json().path("custom_fields")) {
      if (entry.path("id").asLong() == field) {
        JsonNode value = entry.path("value");
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
      }
    }
    return "";
  }
}
