package io.caserail.cli;

import io.caserail.client.CaseSummary;
import io.caserail.model.CaseStatus;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caserail case list}: the open cases, those of a query, or those that want attention. */
@Command(name = "list", description = "Lists open cases, or those of a query.")
final class CaseListCommand implements Callable<Integer> {
  private static final int FILTERED = 10_000;

  @Mixin private final Screen screen = new Screen();
  @Mixin private final ServerOptions options = new ServerOptions();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Option(
      names = "--query",
      paramLabel = "QUERY",
      defaultValue = "",
      description = "a visibility query, for example \"CaseStatus='BLOCKED'\"; real servers only")
  private String query = "";

  @Option(names = "--status", paramLabel = "STATUS", description = "only cases of this status")
  private @Nullable CaseStatus status;

  @Option(names = "--ticket", paramLabel = "NUMBER", description = "only cases of this ticket")
  private @Nullable String ticket;

  @Option(names = "--late", description = "only cases that are late")
  private boolean late;

  @Option(
      names = "--most",
      paramLabel = "COUNT",
      defaultValue = "100",
      description = "how many to list (default: ${DEFAULT-VALUE})")
  private int most = 100;

  @Override
  public Integer call() {
    if (most < 1 || most > FILTERED) {
      throw Stopped.misused("--most is between 1 and " + FILTERED + ".");
    }
    List<CaseSummary> cases;
    try (Server server = options.connect()) {
      cases = server.directory().list(query, isFiltered() ? FILTERED : most);
    }
    List<CaseSummary> wanted = cases.stream().filter(this::isWanted).limit(most).toList();
    if (format.isJson()) {
      screen.print(JsonText.of(wanted));
    } else {
      print(wanted);
    }
    return ExitCode.OK;
  }

  private boolean isFiltered() {
    return status != null || ticket != null || late;
  }

  private boolean isWanted(CaseSummary one) {
    return (status == null || status.name().equals(one.status()))
        && (ticket == null || one.tickets().contains(ticket))
        && (!late || isLate(one));
  }

  private void print(List<CaseSummary> cases) {
    if (cases.isEmpty()) {
      screen.line("No such case is open.");
      return;
    }
    Table table =
        new Table(screen, "CASE", "STATUS", "WAITS FOR", "FAULT", "TICKET", "SINCE", "DUE", "LATE");
    cases.forEach(one -> table.row(row(one)));
    table.print();
    if (cases.size() == most) {
      screen.line("Only the first %s; --most lists more.", most);
    }
  }

  private List<Table.Cell> row(CaseSummary one) {
    return List.of(
        Table.Cell.of(one.caseId()),
        new Table.Cell(one.status(), Colour.ofStatus(one.status())),
        Table.Cell.of(one.owner()),
        Table.Cell.of(one.faultDomain()),
        Table.Cell.of(String.join(",", one.tickets())),
        Table.Cell.of(screen.minute(one.since())),
        Table.Cell.of(screen.minute(one.due())),
        isLate(one) ? new Table.Cell("late", Colour.BAD) : Table.Cell.of(""));
  }

  /** A case whose worker is dead can't say itself that its time is over. */
  private static boolean isLate(CaseSummary one) {
    return one.late() || (one.open() && one.due() != null && one.due().isBefore(Instant.now()));
  }
}
