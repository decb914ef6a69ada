package io.caserail.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code caserail outage list}: each upstream that is watched, and how it stands. */
@Command(name = "list", description = "Lists the upstreams that are watched, and how they stand.")
final class OutageListCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final ServerOptions options = new ServerOptions();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Override
  public Integer call() {
    List<OutageRow> rows;
    try (Server server = options.connect()) {
      rows =
          server.outages().ids().stream()
              .map(id -> OutageRow.of(id, server.outages().view(id)))
              .toList();
    }
    if (format.isJson()) {
      screen.print(JsonText.of(rows));
    } else {
      print(rows);
    }
    return ExitCode.OK;
  }

  private void print(List<OutageRow> rows) {
    if (rows.isEmpty()) {
      screen.line("No upstream is watched; a worker watches them from its start on.");
      return;
    }
    Table table =
        new Table(screen, "OUTAGE", "STATE", "SINCE", "WAITING", "AMOUNT", "FIRST LATE", "TICKET");
    for (OutageRow row : rows) {
      table.row(
          List.of(
              Table.Cell.of(row.outage()),
              new Table.Cell(row.state(), row.colour()),
              Table.Cell.of(screen.minute(row.since())),
              Table.Cell.of(Integer.toString(row.waiting())),
              Table.Cell.of(row.amount()),
              Table.Cell.of(screen.minute(row.promise())),
              Table.Cell.of(row.ticket())));
    }
    table.print();
  }
}
