package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Answer;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.core.Routes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Fields, macros, triggers, views, automations and webhooks, as an admin or a start-up check reads
 * them; webhooks are changed here, too.
 */
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
        .get("/api/v2/account/settings", gate.guard(read, (c, u) -> accountWide()))
        .get("/api/v2/ticket_fields", gate.guard(read, (c, u) -> fields(c)))
        .get("/api/v2/ticket_fields/{id}", gate.guard(read, this::field))
        .get("/api/v2/macros", gate.guard(Need.read("macros"), (c, u) -> macros(c)))
        .get("/api/v2/macros/{id}", gate.guard(Need.read("macros"), this::macro))
        .get("/api/v2/triggers", gate.guard(Need.read("triggers").admin(), (c, u) -> triggers(c)))
        .get(
            "/api/v2/automations",
            gate.guard(Need.read("automations").admin(), (c, u) -> automations(c)))
        .get("/api/v2/views", gate.guard(read, (c, u) -> views(c)))
        .get("/api/v2/webhooks", gate.guard(hooks, (c, u) -> webhooks(c)))
        .post("/api/v2/webhooks", gate.guard(hookWrites, this::createWebhook))
        .put("/api/v2/webhooks/{id}", gate.guard(hookWrites, this::changeWebhook))
        .delete("/api/v2/webhooks/{id}", gate.guard(hookWrites, this::removeWebhook))
        .get(
            "/api/v2/webhooks/{id}/signing_secret",
            gate.guard(hooks, (c, u) -> secret(hook(c), 200)))
        .post("/api/v2/webhooks/{id}/signing_secret", gate.guard(hookWrites, this::resetSecret))
        .get("/api/v2/webhooks/{id}/invocations", gate.guard(hooks, this::invocations));
  }

  private Answer accountWide() {
    ObjectNode settings = Json.object();
    settings.putObject("tickets").put("tagging", true);
    settings.putObject("user").put("tagging", account.settings().usersHaveTags());
    ObjectNode body = Json.object();
    body.set("settings", settings);
    return Answer.json(200, body);
  }

  private Answer fields(Call call) {
    return list(call, "ticket_fields", account.settings().fields().stream().map(SettingsJson::of));
  }

  private Answer field(Call call, User user) {
    return one(call, "ticket_field", account.settings().fields().stream().map(SettingsJson::of));
  }

  private Answer macros(Call call) {
    return list(call, "macros", account.settings().macros().stream().map(SettingsJson::of));
  }

  private Answer macro(Call call, User user) {
    return one(call, "macro", account.settings().macros().stream().map(SettingsJson::of));
  }

  private Answer triggers(Call call) {
    return list(call, "triggers", account.settings().triggers().stream().map(SettingsJson::of));
  }

  private Answer views(Call call) {
    return list(call, "views", account.settings().views().stream().map(SettingsJson::of));
  }

  private Answer automations(Call call) {
    return list(
        call, "automations", account.settings().automations().stream().map(SettingsJson::of));
  }

  private Answer webhooks(Call call) {
    return list(call, "webhooks", account.settings().webhooks().stream().map(SettingsJson::of));
  }

  private Answer list(Call call, String name, Stream<ObjectNode> shown) {
    return Page.of(call, name, shown.map(this::inFull).toList());
  }

  private Answer one(Call call, String name, Stream<ObjectNode> shown) {
    ObjectNode found =
        shown
            .filter(json -> json.path("id").asText().equals(call.path("id")))
            .findFirst()
            .orElseThrow(ZendeskRefusal::notFound);
    return one(name, inFull(found), 200);
  }

  private ObjectNode inFull(ObjectNode shown) {
    return account.settings().besides().with(shown.path("id").asText(), shown);
  }

  private Webhook hook(Call call) {
    return account.settings().webhook(call.path("id")).orElseThrow(ZendeskRefusal::notFound);
  }

  private Answer createWebhook(Call call, User user) {
    Webhook made =
        SettingsJson.webhook(
            "hook" + account.ids().next(), newSecret(), call.json().path("webhook"));
    keep(made, call);
    return one("webhook", inFull(SettingsJson.of(made)), 201);
  }

  private Answer changeWebhook(Call call, User user) {
    Webhook present = hook(call);
    ObjectNode changed = SettingsJson.of(present);
    if (call.json().path("webhook") instanceof ObjectNode given) {
      changed.setAll(given);
    }
    keep(SettingsJson.webhook(present.id(), present.secret(), changed), call);
    return Answer.empty(204);
  }

  private void keep(Webhook webhook, Call call) {
    account.settings().put(webhook);
    if (call.json().path("webhook") instanceof ObjectNode given) {
      account.settings().besides().keep(webhook.id(), given, SettingsJson.of(webhook));
    }
  }

  private Answer removeWebhook(Call call, User user) {
    account.settings().removeWebhook(hook(call).id());
    account.settings().besides().remove(call.path("id"));
    return Answer.empty(204);
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
