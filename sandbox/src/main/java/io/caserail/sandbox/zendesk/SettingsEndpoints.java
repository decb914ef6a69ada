package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Answer;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.core.Routes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** Fields, macros, triggers, views and webhooks, as an admin or a start-up check reads them. */
final class SettingsEndpoints {
  private final ZendeskAccount account;

  SettingsEndpoints(ZendeskAccount account) {
    this.account = account;
  }

  void addTo(Routes routes, Gate gate) {
    Need read = Need.read("tickets");
    Need hooks = Need.read("webhooks").admin();
    Need hookWrites = Need.write("webhooks").admin();
    routes
        .get("/api/v2/ticket_fields", gate.guard(read, (c, u) -> fields(c)))
        .get("/api/v2/ticket_fields/{id}", gate.guard(read, this::field))
        .get("/api/v2/macros", gate.guard(Need.read("macros"), (c, u) -> macros(c)))
        .get("/api/v2/macros/{id}", gate.guard(Need.read("macros"), this::macro))
        .get("/api/v2/triggers", gate.guard(Need.read("triggers").admin(), (c, u) -> triggers(c)))
        .get("/api/v2/views", gate.guard(read, (c, u) -> views(c)))
        .get("/api/v2/webhooks", gate.guard(hooks, (c, u) -> webhooks(c)))
        .post("/api/v2/webhooks", gate.guard(hookWrites, this::createWebhook))
        .get(
            "/api/v2/webhooks/{id}/signing_secret",
            gate.guard(hooks, (c, u) -> secret(hook(c), 200)))
        .post("/api/v2/webhooks/{id}/signing_secret", gate.guard(hookWrites, this::resetSecret))
        .get("/api/v2/webhooks/{id}/invocations", gate.guard(hooks, this::invocations));
  }

  private Answer fields(Call call) {
    return Page.of(
        call,
        "ticket_fields",
        account.settings().fields().stream().map(SettingsEndpoints::json).toList());
  }

  private Answer field(Call call, User user) {
    TicketField field =
        account
            .settings()
            .field(TicketEndpoints.number(call.path("id")))
            .orElseThrow(ZendeskRefusal::notFound);
    return one("ticket_field", json(field), 200);
  }

  private static ObjectNode json(TicketField field) {
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

  private Answer macros(Call call) {
    return Page.of(call, "macros", account.settings().macros().stream().map(this::json).toList());
  }

  private Answer macro(Call call, User user) {
    Macro macro =
        account.settings().macros().stream()
            .filter(m -> Long.toString(m.id()).equals(call.path("id")))
            .findFirst()
            .orElseThrow(ZendeskRefusal::notFound);
    return one("macro", json(macro), 200);
  }

  private ObjectNode json(Macro macro) {
    ObjectNode json =
        Json.object().put("id", macro.id()).put("title", macro.title()).put("active", true);
    ArrayNode actions = json.putArray("actions");
    new TreeMap<>(macro.sets())
        .forEach(
            (id, value) ->
                actions.addObject().put("field", "custom_fields_" + id).put("value", value));
    if (macro.comment() != null) {
      actions.addObject().put("field", "comment_value").put("value", macro.comment());
    }
    return json;
  }

  private Answer triggers(Call call) {
    return Page.of(
        call,
        "triggers",
        account.settings().triggers().stream().map(t -> (ObjectNode) Json.tree(t)).toList());
  }

  private Answer views(Call call) {
    return Page.of(
        call,
        "views",
        account.settings().views().stream()
            .map(v -> ((ObjectNode) Json.tree(v)).put("active", true))
            .toList());
  }

  private Answer webhooks(Call call) {
    return Page.of(
        call,
        "webhooks",
        account.settings().webhooks().stream().map(SettingsEndpoints::json).toList());
  }

  private static ObjectNode json(Webhook webhook) {
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

  private Webhook hook(Call call) {
    return account.settings().webhook(call.path("id")).orElseThrow(ZendeskRefusal::notFound);
  }

  private Answer createWebhook(Call call, User user) {
    JsonNode given = call.json().path("webhook");
    Webhook made =
        new Webhook(
            "hook" + account.ids().next(),
            given.path("name").asText(),
            URI.create(given.path("endpoint").asText()),
            newSecret());
    account.settings().put(made);
    return one("webhook", json(made), 201);
  }

  private Answer resetSecret(Call call, User user) {
    Webhook renewed = hook(call).signedWith(newSecret());
    account.settings().put(renewed);
    return secret(renewed, 201);
  }

  private static String newSecret() {
    return Base64.getEncoder()
        .encodeToString(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Answer secret(Webhook webhook, int status) {
    ObjectNode secret = Json.object().put("algorithm", "SHA256").put("secret", webhook.secret());
    return one("signing_secret", secret, status);
  }

  private Answer invocations(Call call, User user) {
    Webhook webhook = hook(call);
    List<ObjectNode> log =
        account.surroundings().webhooks().attempts().stream()
            .filter(a -> a.hook().equals(webhook.id()))
            .map(
                a ->
                    Json.object()
                        .put("id", a.id())
                        .put("status_code", a.result().status())
                        .put("status", a.result().accepted() ? "success" : "failed")
                        .put("latest_completed_at", Stamps.text(a.at())))
            .toList();
    return Page.of(call, "invocations", log);
  }

  private static Answer one(String name, ObjectNode value, int status) {
    ObjectNode body = Json.object();
    body.set(name, value);
    return Answer.json(status, body);
  }
}
