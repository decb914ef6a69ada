package io.caserail.cli;

import io.caserail.decision.Verdict;
import io.caserail.outage.OutageWord;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code caserail outage hold}: nothing goes out when the upstream is back, until it is let go. */
@Command(
    name = "hold",
    description = "Holds what waits for an upstream, until it is released. It is pacing, no pause.")
final class OutageHoldCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final ServerOptions options = new ServerOptions();

  @Parameters(paramLabel = "UPSTREAM", description = "its name, such as Stripe, or its outage's id")
  private String given = "";

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "who says it; it stands in the outage ticket (default: ${DEFAULT-VALUE})")
  private String by = "";

  @Override
  public Integer call() {
    OutageWord word = new OutageWord(by);
    try (Server server = options.connect()) {
      return said(screen, server.outages().hold(server.outageId(given), word));
    }
  }

  static int said(Screen screen, Verdict verdict) {
    screen.line("%s: %s", verdict.accepted() ? "Accepted" : "Refused", verdict.reason());
    return verdict.accepted() ? ExitCode.OK : ExitCode.REFUSED;
  }
}
