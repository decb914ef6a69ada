package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Settings in the vendor's JSON, and read from it. */
final class SettingsJson {
  private static final String CUSTOM = "custom_fields_";

  private SettingsJson() {}

  // ---- shown ----

  static ObjectNode of(TicketField field) {
    ObjectNode json =
        Json.object()
            .put("id", field.id())
            .put("type", field.type().api())
            .put("title", field.title())
            .put("active", true)
            .put("required", field.requiredToSolve())
            .put("editable_in_portal", field.editableInPortal());
    if (field.type() == TicketField.Type.REGEXP) {
      json.put("regexp_for_validation", field.regexp());
    }
    if (field.type() == TicketField.Type.TAGGER) {
      json.set("custom_field_options", Json.tree(field.options()));
    }
    return json;
  }

  static ObjectNode of(Macro macro) {
    ObjectNode json =
        Json.object().put("id", macro.id()).put("title", macro.title()).put("active", true);
    ArrayNode actions = json.putArray("actions");
    new TreeMap<>(macro.sets())
        .forEach((id, value) -> actions.addObject().put("field", CUSTOM + id).put("value", value));
    if (macro.comment() != null) {
      actions.addObject().put("field", "comment_value").put("value", macro.comment());
      actions
          .addObject()
          .put("field", "comment_mode_is_public")
          .put("value", Boolean.toString(macro.commentPublic()));
    }
    return json;
  }

  static ObjectNode of(Trigger trigger) {
    return (ObjectNode) Json.tree(trigger);
  }

  static ObjectNode of(View view) {
    return ((ObjectNode) Json.tree(view)).put("active", true);
  }

  static ObjectNode of(Automation automation) {
    return (ObjectNode) Json.tree(automation);
  }

  static ObjectNode of(Webhook webhook) {
    ObjectNode json =
        Json.object()
            .put("id", webhook.id())
            .put("name", webhook.name())
            .put("endpoint", webhook.endpoint().toString())
            .put("http_method", "POST")
            .put("request_format", "json")
            .put("status", "active");
    json.putArray("subscriptions").add("conditional_ticket_events");
    return json;
  }

  // ---- read ----

  static TicketField field(long id, JsonNode json) {
    String type = json.path("type").asText();
    List<FieldOption> options = new ArrayList<>();
    json.path("custom_field_options")
        .forEach(
            o -> options.add(new FieldOption(o.path("name").asText(), o.path("value").asText())));
    return new TicketField(
        id,
        Stream.of(TicketField.Type.values())
            .filter(t -> t.api().equals(type))
            .findFirst()
            .orElseThrow(() -> ZendeskRefusal.invalid("type", "Type: " + type + " is not valid")),
        title(json, "title"),
        options,
        json.path("regexp_for_validation").asText(""),
        json.path("required").asBoolean(),
        json.path("editable_in_portal").asBoolean());
  }

  static Macro macro(long id, JsonNode json) {
    Map<Long, String> sets = new LinkedHashMap<>();
    String comment = null;
    boolean isPublic = false;
    for (JsonNode action : json.path("actions")) {
      String field = action.path("field").asText();
      String value = action.path("value").asText();
      if (field.startsWith(CUSTOM)) {
        sets.put(Long.parseLong(field.substring(CUSTOM.length())), value);
      } else if (field.equals("comment_value")) {
        comment = value;
      } else if (field.equals("comment_mode_is_public")) {
        isPublic = value.equals("true");
      } else {
        throw ZendeskRefusal.invalid("actions", "the stand-in knows no action " + field);
      }
    }
    return new Macro(id, title(json, "title"), sets, comment, isPublic);
  }

  static Trigger trigger(long id, JsonNode json) {
    return new Trigger(
        id,
        title(json, "title"),
        json.path("active").asBoolean(true),
        conditions(json.path("conditions")),
        actions(json));
  }

  static Automation automation(long id, JsonNode json) {
    return new Automation(
        id,
        title(json, "title"),
        json.path("active").asBoolean(true),
        conditions(json.path("conditions")),
        actions(json));
  }

  /** The vendor takes a view's conditions without the {@code conditions} that it shows. */
  static View view(long id, JsonNode json) {
    Conditions conditions = conditions(json);
    if (conditions.all().isEmpty()) {
      throw ZendeskRefusal.invalid("base", "a view needs at least one condition under all");
    }
    return new View(id, title(json, "title"), conditions);
  }

  static Webhook webhook(String id, String secret, JsonNode json) {
    return new Webhook(id, title(json, "name"), URI.create(json.path("endpoint").asText()), secret);
  }

  private static String title(JsonNode json, String name) {
    String title = json.path(name).asText("");
    if (title.isBlank()) {
      throw ZendeskRefusal.invalid(name, "cannot be blank");
    }
    return title;
  }

  private static Conditions conditions(JsonNode json) {
    return new Conditions(conditionList(json.path("all")), conditionList(json.path("any")));
  }

  private static List<Condition> conditionList(JsonNode list) {
    List<Condition> conditions = new ArrayList<>();
    list.forEach(
        c ->
            conditions.add(
                new Condition(
                    c.path("field").asText(),
                    c.path("operator").asText(),
                    c.path("value").asText(""))));
    return conditions;
  }

  private static List<RuleAction> actions(JsonNode json) {
    List<RuleAction> actions = new ArrayList<>();
    for (JsonNode action : json.path("actions")) {
      List<String> values = new ArrayList<>();
      JsonNode value = action.path("value");
      if (value.isArray()) {
        value.forEach(v -> values.add(v.asText()));
      } else {
        values.add(value.asText(""));
      }
      actions.add(new RuleAction(action.path("field").asText(), values));
    }
    if (actions.isEmpty()) {
      throw ZendeskRefusal.invalid("actions", "at least one action is needed");
    }
    return actions;
  }
}
