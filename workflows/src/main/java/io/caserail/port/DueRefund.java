package io.caserail.port;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.TicketId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * A refund that another case asks for. Handed over again, it is the same request: {@link
 * Origin#name()} is its identity.
 *
 * @param origin what it follows from
 * @param parent the id of the case that waits for it; only to be woken, it proves nothing
 * @param payment what to refund
 * @param amount how much
 * @param reason the reason's code
 * @param ticket the ticket that shows it
 * @param by who asked for what it follows from, and the command that proves it
 * @param name the requester's name, for notes
 * @param person the requester's tag
 * @param at when that was asked: what happened to the payment since, nobody has seen
 */
public record DueRefund(
    Origin origin,
    String parent,
    ObjectId payment,
    Money amount,
    String reason,
    TicketId ticket,
    Claim by,
    String name,
    PersonTag person,
    Instant at) {
  public DueRefund {
    // It comes by signal, and half of one must not get into a case.
    for (Object part :
        Arrays.asList(origin, parent, payment, amount, reason, ticket, by, name, person, at)) {
      Objects.requireNonNull(part);
    }
  }
}
