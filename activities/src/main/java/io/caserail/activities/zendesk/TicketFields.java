package io.caserail.activities.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.activities.http.Doc;

/** The custom fields of a ticket as it is now. */
record TicketFields(Doc ticket, ZendeskFields fields) {
  /** The command field's value; empty when it is. */
  String command() {
    return value(fields.command());
  }

  FieldValues request() {
    return new FieldValues(
        value(fields.payment()).strip(),
        value(fields.amount()).strip(),
        fields.reasonOf(value(fields.reason())),
        value(fields.byHand()).strip());
  }

  private String value(long field) {
    for (JsonNode entry : ticket.json().path("custom_fields")) {
      if (entry.path("id").asLong() == field) {
        JsonNode value = entry.path("value");
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
      }
    }
    return "";
  }
}
