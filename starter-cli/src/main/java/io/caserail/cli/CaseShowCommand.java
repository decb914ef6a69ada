package io.caserail.cli;

import io.caserail.record.CaseView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code caserail case show}: one page about one case. */
@Command(
    name = "show",
    description = "Shows where a case is, why, since when, and what may be done next.")
final class CaseShowCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final ServerOptions options = new ServerOptions();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Parameters(
      paramLabel = "CASE",
      description = "a case's id, or its object's: a payment, an order, an account")
  private String given = "";

  @Override
  public Integer call() {
    try (Server server = options.connect()) {
      String caseId = server.caseId(given);
      CaseView view = server.cases().view(caseId);
      if (format.isJson()) {
        screen.print(JsonText.of(view));
      } else {
        new CasePage(screen, caseId, options.oidc() != null, options.words()).print(view);
      }
      return ExitCode.OK;
    }
  }
}
