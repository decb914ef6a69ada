package io.caserail.cli;

import io.caserail.client.CaseSummary;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code caserail case list}: the open cases, those of a query, or those that want attention. */
@Command(name = "list", description = "Lists open cases, or those of a query.")
final class CaseListCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final ServerOptions options = new ServerOptions();
  @Mixin private final CaseFilterOptions filter = new CaseFilterOptions();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Override
  public Integer call() {
    List<CaseSummary> wanted;
    try (Server server = options.connect()) {
      wanted = filter.find(server);
    }
    if (format.isJson()) {
      screen.print(JsonText.of(wanted));
    } else {
      print(wanted);
    }
    return ExitCode.OK;
  }

  private void print(List<CaseSummary> cases) {
    if (cases.isEmpty()) {
      screen.line("No such case is open.");
      return;
    }
    Table table =
        new Table(screen, "CASE", "STATUS", "OWNER", "FAULT", "TICKET", "SINCE", "DUE", "LATE");
    cases.forEach(one -> table.row(row(one)));
    table.print();
    if (cases.size() == filter.most()) {
      screen.line("Only the first %s; --most lists more.", filter.most());
    }
  }

  private List<Table.Cell> row(CaseSummary one) {
    return List.of(
        Table.Cell.of(one.caseId()),
        new Table.Cell(one.status(), Colour.ofStatus(one.status())),
        Table.Cell.of(one.owner()),
        Table.Cell.of(
            one.upstream().isEmpty()
                ? one.faultDomain()
                : one.faultDomain() + " " + one.upstream()),
        Table.Cell.of(String.join(",", one.tickets())),
        Table.Cell.of(screen.minute(one.since())),
        Table.Cell.of(screen.minute(one.due())),
        one.isLateAt(Instant.now()) ? new Table.Cell("late", Colour.BAD) : Table.Cell.of(""));
  }
}
