package io.caserail.cli;

import io.caserail.contract.Contract;
import io.caserail.contract.Contracts;
import io.caserail.contract.Flaw;
import io.caserail.contract.LifecycleState;
import io.caserail.contract.Times;
import io.caserail.worker.contract.CodeFacts;
import io.caserail.worker.contract.ContractFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code caserail contract check}: whether every state has a contract that is in order. */
@Command(
    name = "check",
    description = {
      "Says of each state whether its contract is complete and agrees with the code; needs no"
          + " secret.",
      "Exit code 1 means that one is wrong: cases of its kinds would be disabled."
    })
final class ContractCheckCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "the folder of the contracts (default: those that are built in)")
  private @Nullable Path folder;

  @Mixin private final PolicyOptions policy = new PolicyOptions();

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "the Prometheus rules that must have the alerts (default: not looked at)")
  private @Nullable Path rules;

  /** The answer for programs. */
  record Report(String folder, boolean right, List<Line> contracts, List<Problem> problems) {}

  /**
   * One state.
   *
   * @param disables the kinds of cases that are disabled while it is wrong
   */
  record Line(
      String state,
      boolean right,
      String owner,
      String acceptableDelay,
      List<String> events,
      List<String> disables) {}

  /** One thing that is wrong; line 0 where none can be named. */
  record Problem(String file, int line, String clause, String what) {}

  @Override
  public Integer call() {
    CodeFacts code = policy.codeFacts();
    Contracts contracts = ContractFiles.load(folder, rules == null ? code : code.alertedBy(rules));
    boolean right = contracts.flaws().isEmpty();
    List<Line> lines =
        Arrays.stream(LifecycleState.values()).map(state -> line(contracts, state)).toList();
    if (format.isJson()) {
      List<Problem> problems =
          contracts.flaws().stream()
              .map(flaw -> new Problem(flaw.file(), flaw.line(), flaw.clause(), flaw.what()))
              .toList();
      screen.print(JsonText.of(new Report(name(), right, lines, problems)));
    } else {
      print(contracts, lines);
    }
    return right ? ExitCode.OK : ExitCode.REFUSED;
  }

  private String name() {
    return folder == null ? "built in" : folder.toString();
  }

  private static Line line(Contracts contracts, LifecycleState state) {
    Contract contract = contracts.byState().get(state);
    boolean right = contracts.of(state).isPresent();
    return new Line(
        state.word(),
        right,
        contract == null ? "" : contract.owner().team(),
        contract == null ? "" : Times.words(contract.acceptableDelay()),
        contract == null
            ? List.of()
            : contract.events().stream().map(event -> event.source() + " " + event.type()).toList(),
        right
            ? List.of()
            : state.cases().stream().map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList());
  }

  private void print(Contracts contracts, List<Line> lines) {
    Table table = new Table(screen, "STATE", "CONTRACT", "OWNER", "AT MOST BEHIND", "EVENTS");
    for (Line line : lines) {
      table.row(
          List.of(
              Table.Cell.of(line.state()),
              new Table.Cell(
                  line.right() ? "in order" : "wrong", line.right() ? Colour.GOOD : Colour.BAD),
              Table.Cell.of(line.owner()),
              Table.Cell.of(line.acceptableDelay()),
              Table.Cell.of(Integer.toString(line.events().size()))));
    }
    table.print();
    for (Flaw flaw : contracts.flaws()) {
      screen.line("%s", flaw);
    }
    String disabled =
        lines.stream().flatMap(line -> line.disables().stream()).collect(Collectors.joining(", "));
    if (!disabled.isEmpty()) {
      screen.line("A worker would disable these kinds of cases: %s.", disabled);
    }
  }
}
