package io.caserail.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.client.NoSuchCase;
import io.caserail.gateway.DeliveryLine;
import io.caserail.gateway.DeliveryLog;
import io.caserail.quarantine.QuarantineView;
import io.caserail.record.CaseView;
import io.caserail.record.Entry;
import io.caserail.record.RequestView;
import io.caserail.record.StepLine;
import io.caserail.worker.audit.AuditChain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code caserail event show}: an event from its webhook to what it has led to. */
@Command(
    name = "show",
    description = {
      "Shows an event from its webhook to its effect: when it arrived, what proved it, what became",
      "of it, what the case did, what was sent."
    })
final class EventShowCommand implements Callable<Integer> {
  /** Whose list of events the sweep reads. */
  private static final String SWEPT = "stripe";

  @Mixin private final Screen screen = new Screen();
  @Mixin private final ServerOptions options = new ServerOptions();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Parameters(
      paramLabel = "EVENT",
      description = "the sender's id of it, a quarantine entry's id, or the digest of its body")
  private String given = "";

  @Option(
      names = "--log",
      paramLabel = "DIR",
      defaultValue = "${env:CASERAIL_DELIVERIES:-caserail-deliveries}",
      description =
          "the gateway's folder of deliveries (else CASERAIL_DELIVERIES, ${DEFAULT-VALUE})")
  private Path log = Path.of("caserail-deliveries");

  @Option(
      names = "--audit-log",
      paramLabel = "FILE",
      description = "the audit sink's file: its lines about the case are added")
  private @Nullable Path auditLog;

  @Option(
      names = "--case",
      paramLabel = "CASE",
      description =
          "a case, or the object of one: shows whether the sweep has brought it the event, which"
              + " no log of deliveries knows")
  private String caseOf = "";

  private record Story(
      String event,
      List<DeliveryLine> deliveries,
      List<Kept> entries,
      List<Heard> cases,
      @Nullable AuditChain audit) {}

  /** A quarantine entry, without the stranger's body. */
  private record Kept(
      String entryId,
      String status,
      String clause,
      String rule,
      String owner,
      String became,
      List<QuarantineView.Line> record) {}

  /**
   * A case that heard of it.
   *
   * @param requests those that the event may have led to: of the ticket that it hints at, or all
   */
  private record Heard(
      String caseId, String ticket, boolean known, String status, List<RequestView> requests) {}

  @Override
  public Integer call() {
    List<DeliveryLine> deliveries = deliveries();
    try (Server server = options.connect()) {
      Story story = story(server, deliveries);
      if (!isKnown(story)) {
        throw unknown();
      }
      if (format.isJson()) {
        screen.print(JsonText.of(story));
      } else {
        print(story);
      }
      AuditChain audit = story.audit();
      return audit == null || audit.holds() ? ExitCode.OK : ExitCode.REFUSED;
    }
  }

  private boolean isKnown(Story story) {
    return !story.deliveries().isEmpty()
        || !story.entries().isEmpty()
        || story.cases().stream().anyMatch(this::hasFound);
  }

  /** Whether the sweep has brought the event to the case. */
  private boolean hasFound(Heard heard) {
    return heard.requests().stream()
        .flatMap(request -> request.record().stream())
        .anyMatch(this::isIt);
  }

  private boolean isIt(Entry entry) {
    return entry.ref().equals(given);
  }

  private Stopped unknown() {
    return Stopped.refused(
        "No delivery in "
            + log
            + " and no quarantine entry is called "
            + given
            + (!caseOf.isEmpty() ? ", and " + caseOf + " has not been told of it by the sweep" : "")
            + ".\n"
            + "It may be on another gateway's host, older than the log keeps, refused before it"
            + " was proven (also with 429, when very much came at once), or never have arrived:"
            + " the sender's own list says which.\n"
            + refused()
            + "Do: caserail case list --ticket NUMBER; the sweep finds what no webhook brought,"
            + " and --case CASE shows whether it has.");
  }

  private List<DeliveryLine> deliveries() {
    if (!Files.isDirectory(log)) {
      throw Stopped.misused(
          "There is no folder of deliveries "
              + log
              + ".\nDo: give the gateway's with --log; gateway.deliveryLog.folder names it.");
    }
    try {
      return DeliveryLog.find(log, given);
    } catch (IOException | UncheckedIOException e) {
      throw Stopped.misused("The deliveries in " + log + " can't be read: " + e.getMessage());
    }
  }

  /** Of what is not proven no id is kept, so that a forged event can't be told by its own. */
  private String refused() {
    StringBuilder said = new StringBuilder();
    try {
      DeliveryLog.refused(log)
          .forEach(
              (source, refused) ->
                  said.append("Refused unproven, of which no id is kept: ")
                      .append(source)
                      .append(", ")
                      .append(refused.count())
                      .append(refused.count() == 1 ? " time, last " : " times, last ")
                      .append(received(refused.last()))
                      .append(": ")
                      .append(refused.why())
                      .append(".\n"));
    } catch (IOException | UncheckedIOException e) {
      throw Stopped.misused("The deliveries in " + log + " can't be read: " + e.getMessage());
    }
    return said.toString();
  }

  private Story story(Server server, List<DeliveryLine> deliveries) {
    List<Kept> entries = new ArrayList<>();
    List<Heard> cases = new ArrayList<>();
    deliveries.stream()
        .map(DeliveryLine::entry)
        .filter(entry -> !entry.isEmpty())
        .distinct()
        .forEach(entry -> entries.add(kept(server, entry)));
    if (deliveries.isEmpty()) {
      aside(server).forEach(entries::add);
    }
    Map<String, String> heard = new LinkedHashMap<>();
    deliveries.forEach(
        line -> ids(line.caseId()).forEach(id -> heard.putIfAbsent(id, line.ticket())));
    entries.forEach(entry -> ids(entry.became()).forEach(id -> heard.putIfAbsent(id, "")));
    if (!caseOf.isEmpty()) {
      heard.putIfAbsent(server.caseId(caseOf), "");
    }
    heard.forEach((id, ticket) -> cases.add(heard(server, id, ticket)));
    return new Story(given, deliveries, entries, cases, audit(entries, cases));
  }

  /** What the sweep puts aside has no delivery: its entry is named after system and event. */
  private List<Kept> aside(Server server) {
    String prefix = "quarantine-" + server.cases().account() + "-";
    String entryId = given.startsWith(prefix) ? given : prefix + SWEPT + "-" + given;
    return Stream.of(kept(server, entryId)).filter(entry -> !entry.status().isEmpty()).toList();
  }

  /** The cases that are named; the words of a verdict are none. */
  private static List<String> ids(String named) {
    return Arrays.stream(named.split(" ")).filter(word -> word.contains("-")).toList();
  }

  private static Kept kept(Server server, String entryId) {
    try {
      QuarantineView view = server.cases().quarantined(entryId);
      return new Kept(
          entryId,
          view.status().name(),
          view.clause(),
          view.rule(),
          view.status().isEnding() ? "" : view.owner(),
          view.became(),
          view.record());
    } catch (NoSuchCase e) {
      return new Kept(entryId, "", "", "", "", "", List.of());
    }
  }

  private static Heard heard(Server server, String caseId, String ticket) {
    try {
      CaseView view = server.cases().view(caseId);
      List<RequestView> requests =
          view.requests().stream()
              .filter(request -> ticket.isEmpty() || request.ticket().equals(ticket))
              .toList();
      return new Heard(caseId, ticket, true, view.status().name(), requests);
    } catch (NoSuchCase e) {
      return new Heard(caseId, ticket, false, "", List.of());
    }
  }

  private @Nullable AuditChain audit(List<Kept> entries, List<Heard> cases) {
    if (auditLog == null) {
      return null;
    }
    Set<String> names = new LinkedHashSet<>();
    entries.forEach(entry -> names.add(entry.entryId()));
    for (Heard heard : cases) {
      names.add(heard.caseId());
      heard.requests().forEach(request -> names.add(request.key()));
      heard.requests().stream()
          .map(RequestView::reference)
          .filter(reference -> !reference.isEmpty())
          .forEach(names::add);
    }
    return AuditLines.about(names, auditLog);
  }

  private void print(Story story) {
    screen.line("Event %s", story.event());
    if (story.deliveries().isEmpty()) {
      screen.line(
          "No delivery of it is logged here: the sweep has found it, or another gateway has it.");
    } else {
      printDeliveries(story);
    }
    story.entries().forEach(this::print);
    story.cases().forEach(this::print);
    if (story.entries().isEmpty() && story.cases().isEmpty()) {
      screen.line("No case and no quarantine entry has it: that is what its verdict means.");
    }
    print(story.audit());
  }

  private void printDeliveries(Story story) {
    Table table =
        new Table(screen, "RECEIVED", "SOURCE", "TYPE", "VERSION", "VERDICT", "PROVEN BY", "WHY");
    story
        .deliveries()
        .forEach(
            line ->
                table.row(
                    List.of(
                        Table.Cell.of(received(line.at())),
                        Table.Cell.of(line.source()),
                        Table.Cell.of(line.type()),
                        Table.Cell.of(line.version()),
                        Table.Cell.of(line.verdict()),
                        Table.Cell.of(line.key()),
                        Table.Cell.of(line.why()))));
    table.print();
  }

  private String received(String at) {
    try {
      return screen.second(Instant.parse(at));
    } catch (DateTimeException e) {
      return at;
    }
  }

  private void print(Kept entry) {
    screen.print("");
    if (entry.status().isEmpty()) {
      screen.line("Entry %s is not known to Temporal any more.", entry.entryId());
      return;
    }
    screen.line("Entry %s  %s", entry.entryId(), entry.status());
    screen.line("  broke      %s (%s)", entry.clause(), entry.rule());
    entry
        .record()
        .forEach(
            line ->
                screen.line(
                    "  %s  %s%s",
                    screen.second(line.at()),
                    line.what(),
                    line.by().isEmpty() ? "" : ", by " + line.by()));
    if (!entry.became().isEmpty()) {
      screen.line("  became     %s", entry.became());
    }
    if (!entry.owner().isEmpty()) {
      screen.line("  owner      %s", entry.owner());
      screen.line("Do: caserail quarantine show %s", entry.entryId());
    }
  }

  private void print(Heard heard) {
    screen.print("");
    if (!heard.known()) {
      screen.line(
          "Case %s is not known to Temporal: no such case was open, or it is past its retention.",
          heard.caseId());
      screen.line("Do: caserail case evidence %s --audit-log FILE", heard.caseId());
      return;
    }
    screen.print(
        "Case "
            + screen.paint(Colour.STRONG, heard.caseId())
            + "  "
            + screen.paint(Colour.NONE, heard.status()));
    if (heard.requests().isEmpty()) {
      screen.line(
          heard.ticket().isEmpty()
              ? "  It has no request."
              : "  It has no request of ticket %s: the hint led to none.",
          heard.ticket());
    }
    heard.requests().forEach(this::print);
  }

  private void print(RequestView request) {
    screen.line(
        "  %s  %s, asked by %s in ticket %s, %s",
        request.what(),
        request.status(),
        request.requester(),
        request.ticket(),
        screen.second(request.at()));
    request.record().stream()
        .filter(this::isIt)
        .forEach(entry -> screen.line("    %s  %s", screen.second(entry.at()), entry.what()));
    request.steps().stream()
        .filter(step -> !step.operation().isEmpty())
        .forEach(step -> screen.line("    %s", sent(step)));
    if (!request.reference().isEmpty()) {
      screen.line("    reference  %s", request.reference());
    }
  }

  private static String sent(StepLine step) {
    return "sent       "
        + step.operation()
        + "  "
        + step.state()
        + (step.reference().isEmpty() ? "" : "  " + step.reference());
  }

  private void print(@Nullable AuditChain audit) {
    if (audit == null || auditLog == null) {
      return;
    }
    screen.print("");
    screen.line(
        "Audit sink %s: %s lines about it. %s",
        auditLog,
        audit.wanted().size(),
        audit.holds() ? "The chain holds." : "THE CHAIN IS BROKEN:");
    audit.breaks().forEach(line -> screen.print(screen.paint(Colour.BAD, "  " + line)));
    Table table = new Table(screen, "  AT", "WHAT", "OF", "RESULT", "REFERENCE", "BY");
    audit.wanted().forEach(line -> table.row(row(line)));
    table.print();
    screen.line(
        "Do: caserail case evidence CASE --audit-log %s, for the lines as they are.", auditLog);
  }

  /** What of a line somebody reads who looks for what has happened. */
  private List<Table.Cell> row(String line) {
    JsonNode said = AuditLines.read(line);
    String of = word(said, "operation") + (said.has("operation") ? "" : word(said, "object"));
    return Stream.of(
            "  " + received(word(said, "at")),
            (word(said, "event") + " " + word(said, "change")).strip(),
            of.isEmpty() ? "ticket " + word(said, "ticket") : of,
            (word(said, "outcome") + " " + word(said, "state")).strip(),
            word(said, "ref"),
            words(said.path("actors")))
        .map(Table.Cell::of)
        .toList();
  }

  private static String word(JsonNode line, String field) {
    return line.path(field).asText("");
  }

  private static String words(JsonNode list) {
    List<String> words = new ArrayList<>();
    list.forEach(each -> words.add(each.asText()));
    return String.join(", ", words);
  }
}
