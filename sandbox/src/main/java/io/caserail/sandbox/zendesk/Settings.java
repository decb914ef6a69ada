package io.caserail.sandbox.zendesk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What admins have set up: fields, macros, triggers, views, automations, webhooks. Guarded by the
 * account's lock.
 */
final class Settings {
  private final Map<Long, TicketField> fields = new LinkedHashMap<>();
  private final Map<Long, Macro> macros = new LinkedHashMap<>();
  private final Map<Long, Trigger> triggers = new LinkedHashMap<>();
  private final Map<Long, View> views = new LinkedHashMap<>();
  private final Map<Long, Automation> automations = new LinkedHashMap<>();
  private final Map<String, Webhook> webhooks = new LinkedHashMap<>();
  private final Besides besides = new Besides();
  private boolean usersHaveTags;

  void put(TicketField field) {
    fields.put(field.id(), field);
  }

  void put(Macro macro) {
    macros.put(macro.id(), macro);
  }

  void put(Trigger trigger) {
    triggers.put(trigger.id(), trigger);
  }

  /** Refuses conditions on fields that the vendor's views cannot filter. */
  void put(View view) {
    Stream.concat(view.conditions().all().stream(), view.conditions().any().stream())
        .forEach(this::checkFilterable);
    views.put(view.id(), view);
  }

  private void checkFilterable(Condition condition) {
    fields.values().stream()
        .filter(f -> condition.field().equals("custom_fields_" + f.id()))
        .filter(f -> f.type() != TicketField.Type.TAGGER)
        .findFirst()
        .ifPresent(
            f -> {
              throw ZendeskRefusal.field(f, "cannot be used in a view");
            });
  }

  void put(Automation automation) {
    automations.put(automation.id(), automation);
  }

  void put(Webhook webhook) {
    webhooks.put(webhook.id(), webhook);
  }

  void removeField(long id) {
    fields.remove(id);
  }

  void removeMacro(long id) {
    macros.remove(id);
  }

  void removeTrigger(long id) {
    triggers.remove(id);
  }

  void removeView(long id) {
    views.remove(id);
  }

  void removeAutomation(long id) {
    automations.remove(id);
  }

  void removeWebhook(String id) {
    webhooks.remove(id);
  }

  boolean usersHaveTags() {
    return usersHaveTags;
  }

  void usersHaveTags(boolean allowed) {
    usersHaveTags = allowed;
  }

  Besides besides() {
    return besides;
  }

  List<TicketField> fields() {
    return List.copyOf(fields.values());
  }

  Optional<TicketField> field(long id) {
    return Optional.ofNullable(fields.get(id));
  }

  Optional<TicketField> fieldTitled(String title) {
    return fields.values().stream().filter(f -> f.title().equals(title)).findFirst();
  }

  /** The drop-down that has an option with this tag. */
  Optional<TicketField> fieldOffering(String tag) {
    return fields.values().stream().filter(f -> f.offers(tag)).findFirst();
  }

  List<Macro> macros() {
    return List.copyOf(macros.values());
  }

  Optional<Macro> macroTitled(String title) {
    return macros.values().stream().filter(m -> m.title().equals(title)).findFirst();
  }

  List<Trigger> triggers() {
    return List.copyOf(triggers.values());
  }

  List<View> views() {
    return List.copyOf(views.values());
  }

  List<Automation> automations() {
    return List.copyOf(automations.values());
  }

  List<Webhook> webhooks() {
    return List.copyOf(webhooks.values());
  }

  Optional<Webhook> webhook(String id) {
    return Optional.ofNullable(webhooks.get(id));
  }
}
