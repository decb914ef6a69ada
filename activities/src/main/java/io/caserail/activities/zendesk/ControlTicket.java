package io.caserail.activities.zendesk;

import io.caserail.activities.http.Doc;
import io.caserail.activities.person.PersonTags;
import io.caserail.activities.zendesk.ZendeskPeople.Person;
import io.caserail.model.TicketId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one ticket by whose macros people pause and resume: its log of audits can be added to by
 * their own clicks only, and by nobody changed. It is read afresh each time.
 */
public final class ControlTicket {
  private final ZendeskClient client;
  private final ZendeskPeople people;
  private final TicketId ticket;

  public ControlTicket(ZendeskClient client, PersonTags tags, TicketId ticket) {
    this.client = client;
    this.people = new ZendeskPeople(client, tags);
    this.ticket = ticket;
  }

  /**
   * Every macro that was applied to it after its creation, oldest first.
   *
   * @throws io.temporal.failure.ApplicationFailure when it can't be read, or is not there
   */
  public List<ControlClick> clicks() {
    Optional<Doc> found = client.ticket(ticket);
    if (found.isEmpty()) {
      throw client
          .failures()
          .ourFault("the ticket by which sends are paused does not exist", "ticket " + ticket);
    }
    List<TicketAudit> audits =
        client.audits(ticket).stream()
            .filter(audit -> !audit.creation() && !audit.macros().isEmpty())
            .sorted(TicketAudit.OLDEST_FIRST)
            .toList();
    Map<String, Person> known = people.read(audits.stream().map(TicketAudit::author).toList());
    List<ControlClick> clicks = new ArrayList<>();
    for (TicketAudit audit : audits) {
      Person author = known.getOrDefault(audit.author(), Person.UNKNOWN);
      for (String macro : audit.macros()) {
        clicks.add(
            new ControlClick(
                audit.id(),
                audit.at(),
                audit.channel(),
                macro,
                audit.author(),
                author.tag(),
                author.isStaff(),
                author.groups()));
      }
    }
    return clicks;
  }
}
