package io.caserail.sandbox.zendesk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The vendor's triggers on one update: in order, each at most once, from the top again whenever one
 * has changed the ticket. Their changes join the author's audit with a {@code via} of their own.
 */
final class TriggerRun {
  /** A webhook that a trigger asked for. */
  record HookCall(Webhook webhook, String body) {}

  private final Settings settings;
  private final Placeholders placeholders;
  private final Ids ids;
  private final Draft draft;
  private final List<AuditEvent> events = new ArrayList<>();
  private final List<HookCall> calls = new ArrayList<>();
  private Moment moment;

  TriggerRun(Settings settings, Placeholders placeholders, Ids ids, Draft draft, Moment moment) {
    this.settings = settings;
    this.placeholders = placeholders;
    this.ids = ids;
    this.draft = draft;
    this.moment = moment;
  }

  void run() {
    List<Trigger> pending =
        new ArrayList<>(settings.triggers().stream().filter(Trigger::active).toList());
    Optional<Trigger> next = next(pending);
    while (next.isPresent()) {
      pending.remove(next.get());
      fire(next.get());
      next = next(pending);
    }
  }

  private Optional<Trigger> next(List<Trigger> pending) {
    return pending.stream().filter(t -> moment.meets(t.conditions())).findFirst();
  }

  private void fire(Trigger trigger) {
    trigger.actions().forEach(this::act);
    TicketState after = draft.state();
    Difference.between(moment.now(), after)
        .forEach(d -> events.add(d.event(ids.next(), moment.created(), Via.trigger(trigger))));
    moment = moment.with(after);
  }

  private void act(RuleAction action) {
    String value = action.value().get(0);
    switch (action.field()) {
      case "notification_webhook" ->
          settings
              .webhook(value)
              .ifPresent(
                  hook ->
                      calls.add(
                          new HookCall(hook, placeholders.expand(action.value().get(1), moment))));
      // Mail to people is not simulated; it changes nothing in the ticket.
      case "notification_group", "notification_user" -> {}
      case "set_tags" -> {
        List.copyOf(draft.state().tags()).forEach(draft::removeTag);
        tags(value).forEach(draft::addTag);
      }
      case "current_tags" -> tags(value).forEach(draft::addTag);
      case "remove_tags" -> tags(value).forEach(draft::removeTag);
      default -> set(action.field(), value);
    }
  }

  private void set(String field, String value) {
    String prefix = "custom_fields_";
    if (field.startsWith(prefix)) {
      draft.field(Long.parseLong(field.substring(prefix.length())), value);
    } else {
      draft.attribute(field, value);
    }
  }

  private static List<String> tags(String value) {
    return Stream.of(value.split(" ")).filter(t -> !t.isEmpty()).toList();
  }

  List<AuditEvent> events() {
    return List.copyOf(events);
  }

  List<HookCall> calls() {
    return List.copyOf(calls);
  }
}
