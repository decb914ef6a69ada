package io.caserail.activities.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.activities.http.Doc;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a ticket's audit log, as far as we read it.
 *
 * @param channel how it came: {@code web}, {@code api}, {@code mail}, …
 * @param creation whether it made the ticket
 * @param changes the fields that it set, in the log's order
 * @param macros the macros that it names
 * @param mark what our own writes leave; null otherwise
 * @param continues on a follow-up that we made: the closed ticket; empty otherwise
 * @param told the mark of what we told the customer; empty otherwise
 * @param spoken whether it holds a public comment
 * @param control what it says about pauses, whoever wrote it; null otherwise
 * @see <a
 *     href="https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_audits/">Zendesk:
 *     ticket audits</a>
 */
record TicketAudit(
    String id,
    Instant at,
    String author,
    String channel,
    boolean creation,
    List<Change> changes,
    List<String> macros,
    @Nullable ViewMark mark,
    String continues,
    String told,
    boolean spoken,
    @Nullable ControlMark control) {

  static final Comparator<TicketAudit> OLDEST_FIRST =
      Comparator.comparing(TicketAudit::at).thenComparing(audit -> new BigInteger(audit.id()));

  /**
   * A field that got a value.
   *
   * @param field the field's id or name
   * @param value empty for none
   * @param previous empty for none, and when the ticket was created
   * @param byRule whether it has a {@code via} of its own, as a trigger's change has
   */
  record Change(String field, String value, String previous, boolean byRule) {}

  TicketAudit {
    changes = List.copyOf(changes);
    macros = List.copyOf(macros);
  }

  static TicketAudit read(Doc audit) {
    boolean creation = false;
    boolean spoken = false;
    List<Change> changes = new ArrayList<>();
    List<String> macros = new ArrayList<>();
    for (Doc event : audit.children("events")) {
      switch (event.textOr("type", "")) {
        case "Create" -> {
          creation = true;
          changes.add(change(event));
        }
        case "Change" -> changes.add(change(event));
        case "AgentMacroReference" -> macros.add(event.text("macro_id"));
        case "Comment" -> spoken |= event.json().path("public").asBoolean(false);
        default -> {
          // Notifications and the like say nothing about fields.
        }
      }
    }
    String id = audit.text("id");
    if (!id.matches("[0-9]{1,30}")) {
      throw audit.unreadable("id");
    }
    JsonNode ours = audit.json().path("metadata").path("custom").path(ViewMark.NAME);
    return new TicketAudit(
        id,
        audit.instant("created_at"),
        audit.text("author_id"),
        audit.child("via").textOr("channel", ""),
        creation,
        changes,
        macros,
        ViewMark.read(audit.json().path("metadata")),
        ours.path("continues").asText(""),
        ours.path("told").asText(""),
        spoken,
        ControlMark.read(audit.json().path("metadata")));
  }

  private static Change change(Doc event) {
    return new Change(
        event.textOr("field_name", ""),
        value(event, "value"),
        value(event, "previous_value"),
        event.has("via"));
  }

  /** Lists such as tags are no values of ours. */
  private static String value(Doc event, String name) {
    return event.json().path(name).isValueNode() ? event.textOr(name, "") : "";
  }
}
