package io.caserail.activities.zendesk;

import io.caserail.activities.http.Doc;
import io.caserail.activities.person.PersonTags;
import io.caserail.activities.zendesk.ZendeskPeople.Person;
import io.caserail.model.TicketId;
import io.caserail.port.AuditFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads from a ticket's audit log who asked for what. Nothing is kept between two calls: whoever
 * looks a second time sees what is true then. Failures are those of the client.
 */
public final class TicketProofs {
  private static final FieldValues NOTHING = new FieldValues("", "", "", "");

  private final ZendeskClient client;
  private final ZendeskFields fields;
  private final ZendeskPeople people;
  private final String integrationUser;

  public TicketProofs(
      ZendeskClient client, ZendeskFields fields, ZendeskSettings settings, PersonTags tags) {
    this.client = client;
    this.fields = fields;
    this.people = new ZendeskPeople(client, tags);
    this.integrationUser = settings.integrationUser();
  }

  /** The ticket with every command that was ever given in it, used ones included. */
  public TicketRecord commands(TicketId ticket) {
    return read(ticket, any -> true);
  }

  /** The ticket with the commands that no write of ours names. */
  TicketRecord unread(TicketId ticket) {
    return read(ticket, command -> !command.used());
  }

  private TicketRecord read(TicketId id, Predicate<Given> wanted) {
    Optional<Doc> found = client.ticket(id);
    if (found.isEmpty()) {
      return new TicketRecord(id, false, PersonTags.NONE, NOTHING, 0, List.of());
    }
    Doc ticket = found.get();
    TicketHistory history = history(id);
    List<Given> given =
        history.commands().stream()
            .map(c -> new Given(c, history.isUsed(c)))
            .filter(wanted)
            .toList();
    String requester = ticket.text("requester_id");
    Map<String, Person> known = people.read(ids(given, requester));
    return new TicketRecord(
        id,
        true,
        known.getOrDefault(requester, Person.UNKNOWN).tag(),
        new TicketFields(ticket, fields).request(),
        history.revision(),
        given.stream().map(g -> command(g, known)).toList());
  }

  TicketHistory history(TicketId id) {
    return new TicketHistory(client.audits(id), fields, integrationUser);
  }

  private static List<String> ids(List<Given> given, String requester) {
    List<String> ids = new ArrayList<>();
    ids.add(requester);
    given.forEach(g -> ids.add(g.command().audit().author()));
    return ids;
  }

  private static TicketCommand command(Given given, Map<String, Person> known) {
    CommandAudit command = given.command();
    TicketAudit audit = command.audit();
    Person author = known.getOrDefault(audit.author(), Person.UNKNOWN);
    AuditFacts facts =
        new AuditFacts(
            audit.id(),
            audit.at(),
            audit.channel(),
            audit.creation(),
            command.changedByRule(),
            command.macroId().isEmpty() ? null : command.macroId(),
            command.kind(),
            audit.author(),
            author.isStaff(),
            author.groups());
    return new TicketCommand(
        command.commandId(),
        facts,
        given.used(),
        author.name(),
        author.tag(),
        command.seen(),
        command.values());
  }

  private record Given(CommandAudit command, boolean used) {}
}
