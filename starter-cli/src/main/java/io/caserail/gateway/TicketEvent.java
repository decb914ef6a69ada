package io.caserail.gateway;

import io.caserail.model.TicketId;
import java.util.Set;

/**
 * An event that Zendesk sends by itself, to a webhook with event subscriptions. It asks for nothing
 * that a trigger would not ask for; it makes the open cases of its ticket look at once where a
 * trigger has none to send: a field was changed, the ticket was merged or deleted.
 *
 * @param name the last part of its type, such as {@code custom_field_changed}
 * @see <a href="https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events">
 *     Zendesk: ticket events</a>
 */
record TicketEvent(String name, TicketId ticket, String actor) {
  private static final String EVENT = "zen:event-type:";
  private static final String TICKET = EVENT + "ticket.";

  /** What an event's type means: these may change what a case waits for. */
  private static final Set<String> WORTH_A_LOOK =
      Set.of(
          "custom_field_changed",
          "merged",
          "soft_deleted",
          "permanently_deleted",
          "marked_as_spam");

  /** Whether it is one, and no trigger's body. */
  static boolean isOne(EventBody event) {
    return event.text("/type").startsWith(EVENT);
  }

  static boolean isWorthALook(EventBody event) {
    String type = event.text("/type");
    return type.startsWith(TICKET) && WORTH_A_LOOK.contains(type.substring(TICKET.length()));
  }

  static TicketEvent read(EventBody event) throws NotUnderstood {
    try {
      return new TicketEvent(
          event.text("/type").substring(TICKET.length()),
          new TicketId(event.word("/detail/id")),
          event.word("/detail/actor_id"));
    } catch (IllegalArgumentException e) {
      throw new NotUnderstood("detail.id is missing, or no ticket's number");
    }
  }
}
