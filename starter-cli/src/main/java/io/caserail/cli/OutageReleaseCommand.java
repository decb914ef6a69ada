package io.caserail.cli;

import io.caserail.outage.OutageWord;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code caserail outage release}: what was held goes out, one after the other. */
@Command(name = "release", description = "Lets go what was held for an upstream, at its pace.")
final class OutageReleaseCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final ServerOptions options = new ServerOptions();

  @Parameters(paramLabel = "UPSTREAM", description = "its name, such as Stripe, or its outage's id")
  private String given = "";

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "who says it (default: ${DEFAULT-VALUE})")
  private String by = "";

  @Override
  public Integer call() {
    OutageWord word = new OutageWord(by);
    try (Server server = options.connect()) {
      return OutageHoldCommand.said(screen, server.outages().release(server.outageId(given), word));
    }
  }
}
