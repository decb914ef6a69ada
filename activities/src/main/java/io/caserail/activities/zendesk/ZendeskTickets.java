package io.caserail.activities.zendesk;

import io.caserail.model.TicketId;
import io.caserail.port.AuditFacts;
import io.caserail.port.Authority;
import io.caserail.port.Command;
import io.caserail.port.Proof;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketShown;

/**
 * Tickets in Zendesk. A command that the authority does not count is returned with the reason, so
 * that its author can be told; one for another object is returned too, so that it can be forwarded.
 */
public final class ZendeskTickets implements TicketActivities {
  private final TicketProofs proofs;
  private final Authority authority;
  private final ViewWriter writer;

  /**
   * The activities.
   *
   * @param authority judges each command as it is read
   */
  public ZendeskTickets(
      ZendeskClient client, ZendeskFields fields, TicketProofs proofs, Authority authority) {
    this.proofs = proofs;
    this.authority = authority;
    this.writer =
        new ViewWriter(client, fields, proofs, new CustomerVoice(client, authority::policy));
  }

  @Override
  public TicketReading readTicket(ReadTicketRequest request) {
    TicketRecord ticket = proofs.unread(request.ticket());
    return new TicketReading(
        ticket.ticket(),
        ticket.found(),
        ticket.requester(),
        ticket.commands().stream().map(c -> judged(ticket.ticket(), c)).toList(),
        ticket.revision(),
        authority.policy());
  }

  private Command judged(TicketId ticket, TicketCommand command) {
    AuditFacts facts = command.facts();
    Proof proof = authority.prove(facts);
    FieldValues values = command.values();
    return new Command(
        command.id(),
        facts.kind(),
        ticket,
        facts.authorId(),
        command.actorName(),
        command.person(),
        proof.roles(),
        facts.at(),
        values.object(),
        values.amount(),
        values.reason(),
        values.reference(),
        command.seen(),
        proof.refusal());
  }

  @Override
  public TicketShown showOnTicket(ShowRequest request) {
    return writer.show(request);
  }
}
