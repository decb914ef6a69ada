package io.caserail.sandbox.zendesk;

import java.util.List;

/**
 * What a trigger looks at.
 *
 * @param before the ticket before the whole update, {@link TicketState#EMPTY} for a new one
 * @param now the ticket as the update and the triggers so far have left it
 * @param actor the user whose update it is
 */
record Moment(long ticketId, TicketState before, TicketState now, long actor, boolean created) {
  private static final List<String> STATUSES =
      List.of("new", "open", "pending", "hold", "solved", "closed");

  Moment with(TicketState next) {
    return new Moment(ticketId, before, next, actor, created);
  }

  static Moment of(Ticket ticket) {
    return new Moment(ticket.id(), ticket.state(), ticket.state(), 0, false);
  }

  boolean meets(Conditions conditions) {
    return conditions.all().stream().allMatch(this::meets)
        && (conditions.any().isEmpty() || conditions.any().stream().anyMatch(this::meets));
  }

  private boolean meets(Condition condition) {
    return switch (condition.field()) {
      case "current_user" -> equal(condition, Long.toString(actor));
      case "update_type" -> equal(condition, created ? "Create" : "Change");
      case "current_tags" ->
          now.tags().contains(condition.value()) == condition.operator().equals("includes");
      default -> compare(condition, value(before, condition), value(now, condition));
    };
  }

  private static String value(TicketState state, Condition condition) {
    String prefix = "custom_fields_";
    return condition.field().startsWith(prefix)
        ? state.field(Long.parseLong(condition.field().substring(prefix.length())))
        : state.attribute(condition.field());
  }

  private static boolean equal(Condition condition, String value) {
    return condition.operator().equals("is_not") != value.equals(condition.value());
  }

  private static boolean compare(Condition condition, String old, String current) {
    return switch (condition.operator()) {
      case "is", "value" -> current.equals(condition.value());
      case "is_not" -> !current.equals(condition.value());
      case "present" -> !current.isEmpty();
      case "not_present" -> current.isEmpty();
      case "changed" -> !current.equals(old);
      case "not_changed" -> current.equals(old);
      case "changed_to" -> !current.equals(old) && current.equals(condition.value());
      case "less_than" -> STATUSES.indexOf(current) < STATUSES.indexOf(condition.value());
      default -> throw ZendeskRefusal.invalid("base", "unknown operator " + condition.operator());
    };
  }
}
