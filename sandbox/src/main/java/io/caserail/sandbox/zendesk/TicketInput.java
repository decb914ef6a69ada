package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a caller's {@code ticket} object. */
final class TicketInput {
  private static final List<String> ATTRIBUTES =
      List.of(
          "status",
          "subject",
          "priority",
          "type",
          "assignee_id",
          "group_id",
          "requester_id",
          "problem_id",
          "external_id");

  private final JsonNode ticket;

  TicketInput(Call call) {
    this.ticket = call.json().path("ticket");
    if (!ticket.isObject()) {
      throw ZendeskRefusal.badRequest("InvalidValue", "ticket is required");
    }
  }

  JsonNode raw(String name) {
    return ticket.path(name);
  }

  TicketChange change(User actor, Settings settings) {
    Map<String, String> attributes = new LinkedHashMap<>();
    ATTRIBUTES.stream()
        .filter(ticket::has)
        .forEach(name -> attributes.put(name, text(ticket.get(name))));
    TagChange tags =
        ticket.path("tags").isArray()
            ? TagChange.replace(strings(ticket.get("tags")))
            : TagChange.NONE;
    Macro macro =
        settings.macros().stream()
            .filter(m -> m.id() == ticket.path("macro_id").asLong())
            .findFirst()
            .orElse(null);
    return TicketChange.by(actor.id(), Via.api())
        .with(attributes)
        .fields(fields())
        .tags(tags)
        .comment(comment(actor))
        .metadata(metadata())
        .macro(macro);
  }

  private Map<Long, String> fields() {
    Map<Long, String> fields = new LinkedHashMap<>();
    for (JsonNode field : ticket.path("custom_fields")) {
      fields.put(field.path("id").asLong(), text(field.path("value")));
    }
    return fields;
  }

  private @Nullable Comment comment(User actor) {
    JsonNode comment = ticket.path("comment");
    if (!comment.isObject()) {
      return null;
    }
    String body = comment.path("body").asText(comment.path("html_body").asText());
    if (body.isBlank()) {
      throw ZendeskRefusal.invalid("comment", "Comment: cannot be blank");
    }
    long author = comment.path("author_id").asLong(actor.id());
    return new Comment(body, comment.path("public").asBoolean(true), author);
  }

  private ObjectNode metadata() {
    return ticket.path("metadata") instanceof ObjectNode given ? given.deepCopy() : Json.object();
  }

  private static String text(JsonNode value) {
    return value.isNull() || value.isMissingNode() ? "" : value.asText();
  }

  static List<String> strings(JsonNode array) {
    List<String> values = new ArrayList<>();
    array.forEach(v -> values.add(v.asText()));
    return values;
  }
}
