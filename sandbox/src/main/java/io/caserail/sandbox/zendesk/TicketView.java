package io.caserail.sandbox.zendesk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A ticket as a person sees it.
 *
 * @param fields filled custom fields, by title, with the option's tag for a drop-down
 * @param shown the same with the option's name
 * @param notes all comments, oldest first
 * @param audits the number of updates so far, the creation included
 */
public record TicketView(
    long id,
    String subject,
    String status,
    Map<String, String> fields,
    Map<String, String> shown,
    Set<String> tags,
    List<Note> notes,
    int audits) {
  public TicketView {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    shown = Collections.unmodifiableMap(new LinkedHashMap<>(shown));
    tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
    notes = List.copyOf(notes);
  }

  static TicketView of(ZendeskAccount account, Ticket ticket) {
    Map<String, String> fields = new LinkedHashMap<>();
    Map<String, String> shown = new LinkedHashMap<>();
    for (TicketField field : account.settings().fields()) {
      String value = ticket.state().field(field.id());
      if (!value.isEmpty()) {
        fields.put(field.title(), value);
        shown.put(field.title(), field.shown(value));
      }
    }
    List<Note> notes =
        ticket.audits().stream().flatMap(a -> a.comments().map(c -> note(account, a, c))).toList();
    return new TicketView(
        ticket.id(),
        ticket.state().attribute("subject"),
        ticket.state().status(),
        fields,
        shown,
        ticket.state().tags(),
        notes,
        ticket.audits().size());
  }

  private static Note note(ZendeskAccount account, Audit audit, AuditEvent comment) {
    return new Note(
        audit.createdAt(),
        account.directory().name(comment.body().path("author_id").asLong()),
        comment.body().path("public").asBoolean(),
        comment.body().path("body").asText());
  }

  /** A field's value by title, empty if it is empty. */
  public String field(String title) {
    return fields.getOrDefault(title, "");
  }

  public List<Note> internalNotes() {
    return notes.stream().filter(n -> !n.isPublic()).toList();
  }
}
