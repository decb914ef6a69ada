package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.sandbox.core.Books;
import io.caserail.sandbox.core.Cause;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes an audit into the sandbox's books: one entry for what changed, one for each comment; or
 * one for its metadata alone.
 */
final class Ledger {
  static final String SYSTEM = "zendesk";

  private final Books books;
  private final Settings settings;
  private final Directory directory;

  Ledger(Books books, Settings settings, Directory directory) {
    this.books = books;
    this.settings = settings;
    this.directory = directory;
  }

  void write(
      long ticketId,
      TicketState before,
      TicketState after,
      Audit audit,
      boolean create,
      Cause cause) {
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put("audit", Long.toString(audit.id()));
    origin.put("author", directory.name(audit.authorId()));
    origin.put("channel", audit.via().channel());
    audit
        .custom()
        .properties()
        .forEach(e -> origin.put("metadata." + e.getKey(), text(e.getValue())));
    Map<String, String> changes = new LinkedHashMap<>();
    Difference.between(before, after)
        .forEach(d -> changes.put(title(d.field()), text(d.from()) + " -> " + text(d.to())));
    String ticket = Long.toString(ticketId);
    if (create || !changes.isEmpty()) {
      changes.putAll(origin);
      books.append(SYSTEM, create ? "ticket.created" : "ticket.changed", ticket, changes, cause);
    } else if (!audit.custom().isEmpty() && audit.comments().findAny().isEmpty()) {
      // Nobody sees it in the ticket, and it is on record there all the same.
      books.append(SYSTEM, "ticket.marked", ticket, origin, cause);
    }
    audit
        .comments()
        .forEach(c -> books.append(SYSTEM, "ticket.comment", ticket, comment(c, origin), cause));
  }

  private Map<String, String> comment(AuditEvent event, Map<String, String> origin) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("public", event.body().path("public").asText());
    details.put("body", event.body().path("body").asText());
    details.putAll(origin);
    details.put("author", directory.name(event.body().path("author_id").asLong()));
    return details;
  }

  private String title(String field) {
    return field.matches("\\d+")
        ? settings.field(Long.parseLong(field)).map(TicketField::title).orElse(field)
        : field;
  }

  private static String text(JsonNode node) {
    return node.isNull() ? "" : node.isTextual() ? node.asText() : node.toString();
  }
}
