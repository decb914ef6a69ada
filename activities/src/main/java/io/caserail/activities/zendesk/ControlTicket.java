package io.caserail.activities.zendesk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.activities.http.Doc;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.activities.person.PersonTags;
import io.caserail.activities.zendesk.ZendeskPeople.Person;
import io.caserail.model.TicketId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A ticket by whose macros people speak: the one by which they pause and resume, or that of an
 * outage. There we leave marks of our own. Its log of audits can be added to, and by nobody
 * changed. It is read afresh each time.
 */
public final class ControlTicket implements Controls {
  private final ZendeskClient client;
  private final ZendeskPeople people;
  private final TicketId ticket;
  private final String ourselves;
  private final String name;
  private final String remedy;

  private ControlTicket(
      ZendeskClient client,
      PersonTags tags,
      TicketId ticket,
      String ourselves,
      String name,
      String remedy) {
    this.client = client;
    this.people = new ZendeskPeople(client, tags);
    this.ticket = ticket;
    this.ourselves = ourselves;
    this.name = name;
    this.remedy = remedy;
  }

  /**
   * The ticket of controls.
   *
   * @param ourselves the id of the user as whom we write; nobody else's marks count
   */
  public ControlTicket(ZendeskClient client, PersonTags tags, TicketId ticket, String ourselves) {
    this(
        client,
        tags,
        ticket,
        ourselves,
        "the ticket by which sends are paused",
        "name another one: zendesk.controls.ticket");
  }

  /** The ticket of an outage, which Caserail has made itself. */
  public static ControlTicket ofOutage(
      ZendeskClient client, PersonTags tags, TicketId ticket, String ourselves) {
    return new ControlTicket(
        client,
        tags,
        ticket,
        ourselves,
        "the outage's ticket",
        "leads hold and release by command line: caserail outage hold, caserail outage release");
  }

  @Override
  public ControlLog read() {
    Doc found = client.ticket(ticket).orElseThrow(() -> fault("does not exist"));
    if (found.text("status").equals("closed")) {
      throw fault("is closed, so that nobody could");
    }
    List<TicketAudit> audits =
        client.audits(ticket).stream()
            .filter(audit -> !audit.creation())
            .filter(audit -> isMark(audit) || !audit.macros().isEmpty())
            .toList();
    Map<String, Person> known =
        people.read(audits.stream().filter(a -> !isMark(a)).map(TicketAudit::author).toList());
    List<ControlEntry> entries = new ArrayList<>();
    for (TicketAudit audit : audits) {
      if (isMark(audit)) {
        entries.add(entry(audit, "", Person.UNKNOWN));
      } else {
        Person author = known.getOrDefault(audit.author(), Person.UNKNOWN);
        audit.macros().forEach(macro -> entries.add(entry(audit, macro, author)));
      }
    }
    return new ControlLog(found.text("updated_at"), entries);
  }

  @Override
  public void write(ControlLog read, ControlMark mark, List<String> note) {
    ObjectNode update = JsonNodeFactory.instance.objectNode();
    update.putObject("comment").put("body", NoteText.of(note)).put("public", false);
    update.putObject("metadata").set(ControlMark.NAME, mark.toJson());
    update.put("safe_update", true);
    update.put("updated_stamp", read.stamp());
    HttpAnswer answer = client.update(ticket, update);
    if (!answer.isSuccess()) {
      throw client.failure(ZendeskClient.UPDATE, answer);
    }
  }

  private boolean isMark(TicketAudit audit) {
    return audit.control() != null && audit.author().equals(ourselves);
  }

  private static ControlEntry entry(TicketAudit audit, String macro, Person author) {
    return new ControlEntry(
        audit.id(),
        audit.at(),
        audit.channel(),
        macro,
        audit.author(),
        author.name(),
        author.tag(),
        author.isStaff(),
        author.groups(),
        macro.isEmpty() ? audit.control() : null);
  }

  private RuntimeException fault(String why) {
    return client.failures().ourFault(name + " " + why + "; " + remedy, "ticket " + ticket);
  }
}
