package io.caserail.cli;

import io.caserail.client.QuarantineSummary;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caserail quarantine list}: the events that wait for a person, oldest first. */
@Command(name = "list", description = "Lists the events that wait for a person, oldest first.")
final class QuarantineListCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final ServerOptions options = new ServerOptions();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Option(
      names = "--source",
      defaultValue = "",
      paramLabel = "SOURCE",
      description = "only what this one has sent, for example zendesk")
  private String source = "";

  @Option(
      names = "--most",
      paramLabel = "COUNT",
      defaultValue = "500",
      description = "how many at the most (default: ${DEFAULT-VALUE})")
  private int most = 500;

  @Override
  public Integer call() {
    if (most < 1) {
      throw Stopped.misused("--most is at least 1.");
    }
    List<QuarantineSummary> found;
    try (Server server = options.connect()) {
      found =
          server.cases().quarantine().list(most).stream()
              .filter(entry -> source.isEmpty() || entry.source().equals(source))
              .toList();
    }
    if (format.isJson()) {
      screen.print(JsonText.of(found));
    } else {
      print(found);
    }
    return ExitCode.OK;
  }

  private void print(List<QuarantineSummary> found) {
    if (found.isEmpty()) {
      screen.line("No event waits in quarantine.");
      return;
    }
    Table table = new Table(screen, "ENTRY", "SOURCE", "STATUS", "OWNER", "SINCE", "DUE", "CLAUSE");
    found.forEach(entry -> table.row(row(entry)));
    table.print();
    if (found.size() == most) {
      screen.line("Only the first %s; --most lists more.", most);
    }
  }

  private List<Table.Cell> row(QuarantineSummary entry) {
    Instant due = entry.due();
    boolean late =
        entry.status().equals("ESCALATED") || (due != null && due.isBefore(Instant.now()));
    return List.of(
        Table.Cell.of(entry.entryId()),
        Table.Cell.of(entry.source()),
        late ? new Table.Cell(entry.status(), Colour.BAD) : Table.Cell.of(entry.status()),
        Table.Cell.of(entry.owner()),
        Table.Cell.of(screen.minute(entry.since())),
        Table.Cell.of(screen.minute(due)),
        Table.Cell.of(entry.clause()));
  }
}
