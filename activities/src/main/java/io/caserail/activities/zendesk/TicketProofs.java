package io.caserail.activities.zendesk;

import io.caserail.activities.http.Doc;
import io.caserail.activities.person.PersonTags;
import io.caserail.activities.zendesk.ZendeskPeople.Person;
import io.caserail.model.CaseKind;
import io.caserail.model.DecisionKind;
import io.caserail.model.TicketId;
import io.caserail.port.AuditFacts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads from a ticket's audit log who asked for what. Nothing is kept between two calls: whoever
 * looks a second time sees what is true then. Failures are those of the client.
 */
public final class TicketProofs {
  private final ZendeskFields fields;
  private final ZendeskPeople people;
  private final TicketThreads threads;
  private final String integrationUser;

  public TicketProofs(
      ZendeskClient client, ZendeskFields fields, ZendeskSettings settings, PersonTags tags) {
    this.fields = fields;
    this.people = new ZendeskPeople(client, tags);
    this.threads = new TicketThreads(client, fields, settings.integrationUser());
    this.integrationUser = settings.integrationUser();
  }

  /**
   * The ticket with every command that was ever given in it, used ones included, and likewise in
   * the follow-ups that continue it; a follow-up is read as the ticket that it continues.
   */
  public TicketRecord commands(TicketId ticket) {
    return read(ticket, any -> true);
  }

  /** The ticket with the commands about one kind of case that no write of ours names. */
  TicketRecord unread(TicketId ticket, CaseKind about) {
    return read(ticket, given -> !given.used() && given.command().option().about() == about);
  }

  private TicketRecord read(TicketId id, Predicate<Given> wanted) {
    Optional<TicketThread> found = threads.find(id);
    if (found.isEmpty()) {
      return new TicketRecord(id, false, PersonTags.NONE, Map.of(), 0, List.of());
    }
    TicketThread thread = found.get();
    TicketHistory history = history(thread);
    List<Given> given =
        history.commands().stream()
            .map(c -> new Given(c, history.isUsed(c)))
            .filter(wanted)
            .toList();
    String requester = thread.first().text("requester_id");
    Map<String, Person> known = people.read(ids(given, requester));
    return new TicketRecord(
        thread.id(),
        true,
        known.getOrDefault(requester, Person.UNKNOWN).tag(),
        history.requesterSince(),
        values(thread.last().ticket()),
        history.revision(),
        given.stream().map(g -> command(g, known, thread.last().ticket())).toList(),
        history.endings());
  }

  private Map<CaseKind, FieldValues> values(Doc ticket) {
    TicketFields held = new TicketFields(ticket, fields);
    Map<CaseKind, FieldValues> values = new EnumMap<>(CaseKind.class);
    fields.kinds().keySet().forEach(about -> values.put(about, held.values(about)));
    return values;
  }

  TicketThreads threads() {
    return threads;
  }

  TicketHistory history(TicketThread thread) {
    return new TicketHistory(thread.audits(), fields, integrationUser);
  }

  private static List<String> ids(List<Given> given, String requester) {
    List<String> ids = new ArrayList<>();
    ids.add(requester);
    given.forEach(g -> ids.add(g.command().audit().author()));
    return ids;
  }

  private TicketCommand command(Given given, Map<String, Person> known, Doc now) {
    CommandAudit command = given.command();
    TicketAudit audit = command.audit();
    Person author = known.getOrDefault(audit.author(), Person.UNKNOWN);
    FieldValues values = command.values();
    DecisionKind decides = fields.needsReason(command.option());
    Meant meant =
        decides == null
            ? Meant.of(command)
            : Meant.of(command).unless(DecisionReasons.refusal(decides, values.reason()));
    AuditFacts facts =
        new AuditFacts(
            audit.id(),
            audit.at(),
            audit.channel(),
            audit.creation(),
            command.changedByRule(),
            command.macroId().isEmpty() ? null : command.macroId(),
            command.option().about(),
            command.option().kind(),
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
        command.requester().isEmpty() || command.requester().equals(now.text("requester_id")),
        new FieldValues(
            meant.field().isEmpty() ? values.object() : meant.field(),
            values.amount(),
            values.reason(),
            meant.reference(command),
            values.option()),
        meant,
        command.seenByCase());
  }

  private record Given(CommandAudit command, boolean used) {}
}
