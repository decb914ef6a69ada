package io.caserail.cli;

import io.caserail.worker.config.CompanyConfig;
import io.caserail.worker.upstreamcheck.ContractCheck;
import io.caserail.worker.upstreamcheck.Finding;
import io.caserail.worker.upstreamcheck.ServiceUnavailable;
import io.caserail.worker.upstreamcheck.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caserail upstream check}: holds a company's own API against the rules of the contract. */
@Command(
    name = "check",
    description = {
      "Holds a company's own API against the rules that Caserail relies on.",
      "It makes one change, for real, on the object that you name."
    })
final class UpstreamCheckCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "${env:CASERAIL_CONFIG:-caserail.yaml}",
      description = "the configuration (else CASERAIL_CONFIG, caserail.yaml)")
  private Path config = Path.of("caserail.yaml");

  @Option(
      names = "--object",
      paramLabel = "KIND/ID",
      description = "what to change, for example orders/test-1; it is changed for real")
  private @Nullable String object;

  @Option(names = "--change", paramLabel = "NAME", description = "the change, for example cancel")
  private @Nullable String change;

  @Option(
      names = "--value",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "what else the change needs")
  private String value = "";

  /** The answer for programs. */
  record Report(String system, String object, String change, boolean passed, List<Line> checks) {}

  /** One rule of it. */
  record Line(String rule, String says, boolean holds, String seen, String advice) {}

  @Override
  public Integer call() {
    if (object == null || change == null) {
      throw Stopped.misused(
          "The check makes one change, for real, so it has to be told on what."
              + "\nDo: name an object that can spare it, for example"
              + " --object orders/test-1 --change cancel");
    }
    CompanyConfig company = CompanyConfig.load(config, System.getenv());
    Trial trial = Trial.of(object, change, value);
    String system = company.settings().system();
    if (!format.isJson()) {
      screen.line(
          "Makes the change '%s' on %s in %s, once, for real.",
          trial.change().name(), trial.path(), system);
    }
    List<Line> lines = check(company, trial).stream().map(UpstreamCheckCommand::line).toList();
    boolean passed = lines.stream().allMatch(Line::holds);
    if (format.isJson()) {
      screen.print(
          JsonText.of(new Report(system, trial.path(), trial.change().name(), passed, lines)));
    } else {
      print(lines, passed);
    }
    return passed ? ExitCode.OK : ExitCode.REFUSED;
  }

  private static List<Finding> check(CompanyConfig company, Trial trial) {
    try (ContractCheck check = new ContractCheck(company.settings(), company.http(), trial)) {
      return check.run();
    } catch (ServiceUnavailable away) {
      throw Stopped.unavailable(
          away.getMessage()
              + ". Nothing was changed.\nCheck company.baseUrl, and whether it runs.");
    }
  }

  private static Line line(Finding finding) {
    return new Line(
        finding.rule().name().toLowerCase(Locale.ROOT),
        finding.rule().says(),
        finding.holds(),
        finding.seen(),
        finding.holds() ? "" : finding.rule().advice());
  }

  private void print(List<Line> lines, boolean passed) {
    Table table = new Table(screen, "CHECK", "RESULT", "SEEN");
    for (Line line : lines) {
      table.row(
          List.of(
              Table.Cell.of(line.says()),
              line.holds()
                  ? new Table.Cell("pass", Colour.GOOD)
                  : new Table.Cell("fail", Colour.BAD),
              Table.Cell.of(line.seen())));
    }
    table.print();
    lines.stream()
        .filter(line -> !line.holds())
        .forEach(line -> screen.line("Do: %s (%s).", line.advice(), line.rule()));
    screen.line(passed ? "The service keeps the contract." : "The service breaks the contract.");
  }
}
