package io.caserail.cancellation;

import io.caserail.lifecycle.CaseRequest;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.Claim;
import io.caserail.port.Command;
import java.time.Instant;
import java.util.Locale;

/**
 * One wish for a cancellation, frozen when it was made.
 *
 * @param object the order ({@code ord_…}) or the subscription ({@code sub_…})
 * @param ticket where it was asked
 * @param when when it should take effect
 * @param reason the reason's code; empty when none was given
 * @param by who asked, and the command that proves it
 * @param name the requester's name, for notes
 * @param person the requester's tag
 * @param customer the tag of the customer whose ticket it is
 * @param at when it was asked; what the customer's cooling-off is measured by
 */
public record CancellationRequest(
    ObjectId object,
    TicketId ticket,
    When when,
    String reason,
    Claim by,
    String name,
    PersonTag person,
    PersonTag customer,
    Instant at)
    implements CaseRequest {

  /** When a cancellation takes effect. */
  public enum When {
    /** With the term that is paid for. */
    TERM_END,
    /** At once. */
    NOW;

    /** For people. */
    String words() {
      return this == NOW ? "at once" : "with the term";
    }

    /** The field's option; what is not known, or not given, takes the least. */
    static When of(String option) {
      return option.strip().toUpperCase(Locale.ROOT).equals(NOW.name()) ? NOW : TERM_END;
    }
  }

  /** The request that a command of a ticket makes. */
  public static CancellationRequest of(Command command, ObjectId object, PersonTag customer) {
    return new CancellationRequest(
        object,
        command.ticket(),
        When.of(command.option()),
        command.reason(),
        new Claim(command.id(), command.actor(), ""),
        command.actorName(),
        command.person(),
        customer,
        command.at());
  }

  @Override
  public RequestKey key() {
    return RequestKey.of(ticket, object, when.name(), reason, 0);
  }

  /** Whether a subscription was named itself, and not by its order. */
  boolean isSubscription() {
    return object.value().startsWith("sub_");
  }

  /** For people: {@code order ord_1}. */
  String what() {
    return (isSubscription() ? "subscription " : "order ") + object;
  }
}
