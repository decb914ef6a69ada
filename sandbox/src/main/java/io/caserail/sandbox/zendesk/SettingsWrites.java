package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Answer;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.core.Routes;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * Settings as an admin changes them by API. What a change does not name stays as it is; attributes
 * that the stand-in gives no meaning are kept and shown again.
 *
 * <p>Fields and views have no scope of their own, so changing them takes the global one.
 */
final class SettingsWrites {
  private final ZendeskAccount account;

  SettingsWrites(ZendeskAccount account) {
    this.account = account;
  }

  /**
   * One kind of setting.
   *
   * @param one the name of its object in a body
   * @param reader makes one of its JSON, or refuses it
   */
  private record Sort<T>(
      String path,
      String one,
      Need need,
      LongFunction<Optional<T>> find,
      Function<T, ObjectNode> shown,
      BiFunction<Long, JsonNode, T> reader,
      Consumer<T> keep,
      LongConsumer remove) {}

  void addTo(Routes routes, Gate gate) {
    Settings settings = account.settings();
    add(
        routes,
        gate,
        new Sort<TicketField>(
            "ticket_fields",
            "ticket_field",
            Need.write("tickets").global().admin(),
            settings::field,
            SettingsJson::of,
            SettingsJson::field,
            field -> {
              check(field);
              settings.put(field);
            },
            settings::removeField));
    add(
        routes,
        gate,
        new Sort<Macro>(
            "macros",
            "macro",
            Need.write("macros").admin(),
            id -> settings.macros().stream().filter(m -> m.id() == id).findFirst(),
            SettingsJson::of,
            SettingsJson::macro,
            macro -> {
              macro.sets().keySet().forEach(this::requireField);
              settings.put(macro);
            },
            settings::removeMacro));
    add(
        routes,
        gate,
        new Sort<Trigger>(
            "triggers",
            "trigger",
            Need.write("triggers").admin(),
            id -> settings.triggers().stream().filter(t -> t.id() == id).findFirst(),
            SettingsJson::of,
            SettingsJson::trigger,
            trigger -> {
              check(trigger.conditions(), trigger.actions());
              settings.put(trigger);
            },
            settings::removeTrigger));
    add(
        routes,
        gate,
        new Sort<View>(
            "views",
            "view",
            Need.write("tickets").global().admin(),
            id -> settings.views().stream().filter(v -> v.id() == id).findFirst(),
            // Read again in the form in which it is written.
            view -> SettingsJson.of(view).setAll((ObjectNode) Json.tree(view.conditions())),
            SettingsJson::view,
            view -> {
              check(view.conditions(), List.of());
              settings.put(view);
            },
            settings::removeView));
    add(
        routes,
        gate,
        new Sort<Automation>(
            "automations",
            "automation",
            Need.write("automations").admin(),
            id -> settings.automations().stream().filter(a -> a.id() == id).findFirst(),
            SettingsJson::of,
            SettingsJson::automation,
            automation -> {
              check(automation.conditions(), automation.actions());
              settings.put(automation);
            },
            settings::removeAutomation));
  }

  private <T> void add(Routes routes, Gate gate, Sort<T> sort) {
    String all = "/api/v2/" + sort.path();
    routes
        .post(all, gate.guard(sort.need(), (c, u) -> create(c, sort)))
        .put(all + "/{id}", gate.guard(sort.need(), (c, u) -> change(c, sort)))
        .delete(all + "/{id}", gate.guard(sort.need(), (c, u) -> remove(c, sort)));
  }

  private <T> Answer create(Call call, Sort<T> sort) {
    return keep(account.ids().next(), given(call, sort), sort, 201);
  }

  private <T> Answer change(Call call, Sort<T> sort) {
    long id = TicketEndpoints.number(call.path("id"));
    ObjectNode changed = sort.shown().apply(present(id, sort));
    changed.setAll(given(call, sort));
    return keep(id, changed, sort, 200);
  }

  private <T> Answer remove(Call call, Sort<T> sort) {
    long id = TicketEndpoints.number(call.path("id"));
    present(id, sort);
    sort.remove().accept(id);
    account.settings().besides().remove(Long.toString(id));
    return Answer.empty(204);
  }

  private static <T> T present(long id, Sort<T> sort) {
    return sort.find().apply(id).orElseThrow(ZendeskRefusal::notFound);
  }

  private static <T> ObjectNode given(Call call, Sort<T> sort) {
    if (call.json().path(sort.one()) instanceof ObjectNode given) {
      return given;
    }
    throw ZendeskRefusal.badRequest("InvalidValue", sort.one() + " is missing");
  }

  private <T> Answer keep(long id, ObjectNode json, Sort<T> sort, int status) {
    T kept = sort.reader().apply(id, json);
    sort.keep().accept(kept);
    account.settings().besides().keep(Long.toString(id), json, sort.shown().apply(kept));
    ObjectNode body = Json.object();
    body.set(
        sort.one(), account.settings().besides().with(Long.toString(id), sort.shown().apply(kept)));
    return Answer.json(status, body);
  }

  /** A tag stands in one list only. */
  private void check(TicketField field) {
    for (TicketField other : account.settings().fields()) {
      if (other.id() != field.id()) {
        field.options().stream()
            .filter(o -> other.offers(o.value()))
            .findFirst()
            .ifPresent(
                o -> {
                  throw ZendeskRefusal.invalid(
                      "custom_field_options",
                      "tag " + o.value() + " is already used by " + other.title());
                });
      }
    }
  }

  private void check(Conditions conditions, List<RuleAction> actions) {
    Stream.concat(
            Stream.concat(conditions.all().stream(), conditions.any().stream())
                .map(Condition::field),
            actions.stream().map(RuleAction::field))
        .filter(f -> f.startsWith("custom_fields_"))
        .forEach(f -> requireField(TicketEndpoints.number(f.substring("custom_fields_".length()))));
    actions.stream()
        .filter(a -> a.field().equals("notification_webhook"))
        .map(a -> a.value().get(0))
        .filter(id -> account.settings().webhook(id).isEmpty())
        .findFirst()
        .ifPresent(
            id -> {
              throw ZendeskRefusal.invalid("actions", "there is no webhook " + id);
            });
  }

  private void requireField(long id) {
    if (account.settings().field(id).isEmpty()) {
      throw ZendeskRefusal.invalid("base", "there is no ticket field " + id);
    }
  }
}
