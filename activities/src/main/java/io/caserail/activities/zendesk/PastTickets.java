package io.caserail.activities.zendesk;

import io.caserail.activities.http.Doc;
import io.caserail.activities.person.PersonTags;
import io.caserail.model.PersonTag;
import io.caserail.model.TicketId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the tickets of what people did by hand. Changes nothing; the scope read is enough. */
public final class PastTickets {
  private final ZendeskClient client;
  private final ZendeskPeople people;

  public PastTickets(ZendeskClient client, PersonTags tags) {
    this.client = client;
    this.people = new ZendeskPeople(client, tags);
  }

  /**
   * A ticket.
   *
   * @param customer whose it is; {@link PersonTags#NONE} for somebody without an address
   */
  public record PastTicket(TicketId ticket, PersonTag customer) {}

  /** The ticket of this number; empty where it is deleted, or never existed. */
  public Optional<PastTicket> find(TicketId ticket) {
    return client.ticket(ticket).map(this::read);
  }

  /**
   * Tickets in whose subject or comments a word stands.
   *
   * @param word an id of ours or a vendor's; nothing that a customer has written
   */
  public List<PastTicket> naming(String word) {
    List<PastTicket> tickets = new ArrayList<>();
    for (Doc ticket : client.ticketsBySearch("\"" + word + "\"")) {
      tickets.add(read(ticket));
    }
    return tickets;
  }

  private PastTicket read(Doc ticket) {
    String requester = ticket.text("requester_id");
    PersonTag customer =
        people.read(List.of(requester)).getOrDefault(requester, ZendeskPeople.Person.UNKNOWN).tag();
    return new PastTicket(new TicketId(ticket.text("id")), customer);
  }
}
