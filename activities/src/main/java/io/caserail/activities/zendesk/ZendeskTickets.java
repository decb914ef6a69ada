package io.caserail.activities.zendesk;

import io.caserail.model.CaseKind;
import io.caserail.port.Authority;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketShown;
import java.util.function.UnaryOperator;

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
   * @param texts what customers are told
   * @param others told of commands for another kind of case that nobody else would find
   */
  public ZendeskTickets(
      ZendeskClient client,
      ZendeskFields fields,
      TicketProofs proofs,
      Authority authority,
      CustomerTexts texts,
      HintSink others) {
    this(client, fields, proofs, authority, texts, others, system -> "");
  }

  /**
   * The same, whose notes name outages.
   *
   * @param outages a clause about a system's outage, such as "41 wait, ticket #9001"; empty where
   *     it has none
   */
  public ZendeskTickets(
      ZendeskClient client,
      ZendeskFields fields,
      TicketProofs proofs,
      Authority authority,
      CustomerTexts texts,
      HintSink others,
      UnaryOperator<String> outages) {
    this.proofs = proofs;
    this.authority = authority;
    this.writer =
        new ViewWriter(
            client,
            fields,
            proofs.threads(),
            proofs::history,
            new CustomerVoice(client, texts),
            others,
            outages);
  }

  @Override
  public TicketReading readTicket(ReadTicketRequest request) {
    TicketRecord ticket = proofs.unread(request.ticket(), request.kind());
    String reader = request.reader();
    return new TicketReading(
        ticket.ticket(),
        ticket.found(),
        ticket.requester(),
        ticket.commands().stream()
            .map(c -> reader == null ? c : c.readBy(reader))
            .map(c -> c.judged(ticket.ticket(), authority.prove(c.facts())))
            .toList(),
        ticket.revision(),
        authority.policy(),
        request.kind() == CaseKind.CANCELLATION ? authority.cancellations() : null,
        request.kind() == CaseKind.VERIFICATION ? authority.verifications() : null);
  }

  @Override
  public TicketShown showOnTicket(ShowRequest request) {
    return writer.show(request);
  }
}
