package io.caserail.sandbox.zendesk;

import io.caserail.sandbox.core.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The vendor's automations, each once over all tickets that are not closed. What they know of time
 * is hours since something, and here an hour is over when all of it is; mail to a group stands in
 * the books, as {@code mail.sent}.
 *
 * @see <a href="https://support.zendesk.com/hc/en-us/articles/4408832701850">Zendesk: about
 *     automations and how they work</a>
 */
final class AutomationRun {
  private static final Set<String> TIMES = Set.of("created_at", "updated_at");

  private final ZendeskAccount account;
  private final long actor;

  /**
   * A run.
   *
   * @param actor whom the vendor names as the author
   */
  AutomationRun(ZendeskAccount account, long actor) {
    this.account = account;
    this.actor = actor;
  }

  void run() {
    for (Automation automation : account.settings().automations()) {
      if (automation.active()) {
        account.tickets().visible().stream()
            .filter(ticket -> !ticket.state().closed() && meets(ticket, automation.conditions()))
            .forEach(ticket -> fire(automation, ticket));
      }
    }
  }

  private boolean meets(Ticket ticket, Conditions conditions) {
    List<Condition> others =
        conditions.all().stream().filter(c -> !TIMES.contains(c.field())).toList();
    return conditions.all().stream()
            .filter(c -> TIMES.contains(c.field()))
            .allMatch(c -> isTime(ticket, c))
        && Moment.of(ticket).meets(new Conditions(others, conditions.any()));
  }

  private boolean isTime(Ticket ticket, Condition condition) {
    Instant from = condition.field().equals("created_at") ? ticket.createdAt() : ticket.updatedAt();
    Duration since = Duration.between(from, account.now());
    int compared = since.compareTo(Duration.ofHours(Long.parseLong(condition.value())));
    return switch (condition.operator()) {
      case "greater_than" -> compared > 0;
      case "less_than" -> compared < 0;
      default -> since.toHours() == Long.parseLong(condition.value());
    };
  }

  private void fire(Automation automation, Ticket ticket) {
    Moment moment = Moment.of(ticket);
    Set<String> tags = new LinkedHashSet<>();
    Map<Long, String> fields =
        automation.actions().stream()
            .filter(action -> action.field().startsWith("custom_fields_"))
            .collect(
                Collectors.toMap(
                    action -> Long.parseLong(action.field().substring("custom_fields_".length())),
                    action -> action.value().get(0)));
    for (RuleAction action : automation.actions()) {
      switch (action.field()) {
        case "notification_group" -> mail(automation, ticket, action, moment);
        case "current_tags" ->
            Stream.of(action.value().get(0).split(" "))
                .filter(t -> !t.isEmpty())
                .forEach(tags::add);
        default -> {}
      }
    }
    TicketChange change =
        TicketChange.by(actor, Via.automation(automation.title()))
            .fields(fields)
            .tags(TagChange.add(tags));
    account.editor().update(ticket, change, Cause.timer(automation.title()));
  }

  private void mail(Automation automation, Ticket ticket, RuleAction action, Moment moment) {
    account
        .surroundings()
        .books()
        .append(
            Ledger.SYSTEM,
            "mail.sent",
            Long.toString(ticket.id()),
            Map.of(
                "group", account.directory().group(Long.parseLong(action.value().get(0))).name(),
                "subject", account.placeholders().expand(action.value().get(1), moment)),
            Cause.timer(automation.title()));
  }
}
