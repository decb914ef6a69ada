package io.caserail.verification;

import io.caserail.lifecycle.CaseRequest;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.Claim;
import io.caserail.port.Command;
import java.time.Instant;

/**
 * A verification that was asked for, frozen when it was.
 *
 * @param object the customer's account
 * @param ticket where it was asked
 * @param reason the reason's code; empty when none was given
 * @param by who asked, and the command that proves it
 * @param name the requester's name, for colleagues
 * @param person the requester's tag
 * @param customer the tag of the ticket's customer
 * @param at when
 */
public record VerificationRequest(
    ObjectId object,
    TicketId ticket,
    String reason,
    Claim by,
    String name,
    PersonTag person,
    PersonTag customer,
    Instant at)
    implements CaseRequest {

  /** The request that a command makes. */
  public static VerificationRequest of(Command command, ObjectId account, PersonTag customer) {
    return new VerificationRequest(
        account,
        command.ticket(),
        command.reason(),
        new Claim(command.id(), command.actor(), ""),
        command.actorName(),
        command.person(),
        customer,
        command.at());
  }

  @Override
  public RequestKey key() {
    return RequestKey.of(ticket, object, "", reason, 0);
  }
}
