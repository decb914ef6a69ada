package io.caserail.cli;

import io.caserail.contract.ContractChange;
import io.caserail.contract.ContractDiff;
import io.caserail.contract.Contracts;
import io.caserail.worker.contract.CodeFacts;
import io.caserail.worker.contract.ContractFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code caserail contract diff}: what a change of the contracts breaks, and for whom. */
@Command(
    name = "diff",
    description = {
      "Shows what is different between two folders of contracts, and whom it breaks.",
      "Exit code 1 means that something breaks: whoever it is must have agreed."
    })
final class ContractDiffCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Parameters(index = "0", paramLabel = "OLD", description = "the folder as it was")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "the folder as it shall be")
  private Path after = Path.of("");

  /** The answer for programs. */
  record Report(boolean breaks, List<Line> changes) {}

  /** One difference. */
  record Line(String state, String clause, String what, List<String> breaks) {}

  @Override
  public Integer call() {
    List<Line> lines =
        ContractDiff.between(read(before).byState(), read(after).byState()).stream()
            .map(ContractDiffCommand::line)
            .toList();
    boolean breaks = lines.stream().anyMatch(line -> !line.breaks().isEmpty());
    if (format.isJson()) {
      screen.print(JsonText.of(new Report(breaks, lines)));
    } else {
      print(lines);
    }
    return breaks ? ExitCode.REFUSED : ExitCode.OK;
  }

  /** What can't be read can't be compared; what contradicts the code can, and check says so. */
  private static Contracts read(Path folder) {
    Contracts contracts = ContractFiles.load(folder, CodeFacts.builtIn());
    String unread =
        contracts.flaws().stream()
            .filter(flaw -> flaw.state() != null && !contracts.byState().containsKey(flaw.state()))
            .filter(flaw -> !flaw.isMissing())
            .map(flaw -> "\n  " + flaw)
            .collect(Collectors.joining());
    if (!unread.isEmpty()) {
      throw Stopped.misused(folder + " can't be compared:" + unread);
    }
    return contracts;
  }

  private static Line line(ContractChange change) {
    return new Line(
        change.state().word(),
        change.clause(),
        change.what(),
        change.breaks().stream().map(ContractChange.Affected::words).toList());
  }

  private void print(List<Line> lines) {
    if (lines.isEmpty()) {
      screen.line("Nothing is different.");
      return;
    }
    Table table = new Table(screen, "STATE", "BREAKS", "CLAUSE", "WHAT");
    for (Line line : lines) {
      boolean breaks = !line.breaks().isEmpty();
      table.row(
          List.of(
              Table.Cell.of(line.state()),
              new Table.Cell(
                  breaks ? String.join(", ", line.breaks()) : "nobody",
                  breaks ? Colour.BAD : Colour.NONE),
              Table.Cell.of(line.clause()),
              Table.Cell.of(line.what())));
    }
    table.print();
  }
}
