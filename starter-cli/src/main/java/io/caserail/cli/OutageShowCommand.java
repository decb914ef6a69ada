package io.caserail.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code caserail outage show}: one upstream, and what may be done. */
@Command(name = "show", description = "Shows how it stands with one upstream.")
final class OutageShowCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final ServerOptions options = new ServerOptions();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Parameters(paramLabel = "UPSTREAM", description = "its name, such as Stripe, or its outage's id")
  private String given = "";

  @Override
  public Integer call() {
    OutageRow row;
    try (Server server = options.connect()) {
      String id = server.outageId(given);
      row = OutageRow.of(id, server.outages().view(id));
    }
    if (format.isJson()) {
      screen.print(JsonText.of(row));
    } else {
      print(row);
    }
    return ExitCode.OK;
  }

  private void print(OutageRow row) {
    screen.print(screen.paint(Colour.STRONG, row.outage()) + "  " + row.state());
    if (row.since() == null) {
      screen.line("  nothing has waited for it within the last hour");
      return;
    }
    screen.line("  since      %s", screen.minute(row.since()));
    if (row.ended() != null) {
      screen.line("  was back   %s", screen.minute(row.ended()));
    }
    screen.line("  answers    %s", row.answers() ? "yes" : "no");
    screen.line(
        "  waiting    %s%s", row.waiting(), row.amount().isEmpty() ? "" : ", " + row.amount());
    screen.line("  first late %s", screen.minute(row.promise()));
    screen.line(
        "  ticket     %s%s",
        row.ticket().isEmpty() ? "none yet" : "#" + row.ticket(),
        row.ticketBehind() ? ", not up to date" : "");
    if (!row.heldBy().isEmpty()) {
      screen.line("  held by    %s", row.heldBy());
      screen.line("Do: caserail outage release %s", given);
    } else if (row.state().equals("OPEN")) {
      screen.line("Do: nothing; or caserail outage hold %s", given);
    }
  }
}
