package io.caserail.cli;

import io.caserail.quarantine.QuarantineView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code caserail quarantine show}: one event, what it breaks and what happened to it. */
@Command(name = "show", description = "Shows one event, what it breaks and what happened to it.")
final class QuarantineShowCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final ServerOptions options = new ServerOptions();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Parameters(paramLabel = "ENTRY", description = "the entry's id, or its event's")
  private String given = "";

  @Override
  public Integer call() {
    QuarantineView view;
    try (Server server = options.connect()) {
      view = server.cases().quarantined(QuarantineEntries.id(server, given));
    }
    if (format.isJson()) {
      screen.print(JsonText.of(view));
    } else {
      new QuarantinePage(screen).print(view);
    }
    return ExitCode.OK;
  }
}
