package io.caserail.cli;

import io.caserail.quarantine.QuarantineEntry;
import io.caserail.quarantine.QuarantineView;
import java.time.Instant;
import java.util.List;

/** One quarantine entry on a page. The body is a stranger's: it is cut, and made plain. */
final class QuarantinePage {
  private static final int LONGEST = 2_000;

  private final Screen screen;

  QuarantinePage(Screen screen) {
    this.screen = screen;
  }

  void print(QuarantineView view) {
    QuarantineEntry entry = view.entry();
    screen.print(
        screen.paint(Colour.STRONG, view.entryId())
            + "  "
            + screen.paint(Colour.NONE, view.status()));
    screen.line("Source    %s, event %s", entry.source(), entry.eventId());
    screen.line(
        "Received  %s, proven by key %s",
        entry.receivedAt().equals(Instant.EPOCH) ? "-" : screen.minute(entry.receivedAt()),
        entry.provenBy().isEmpty() ? "(not kept)" : entry.provenBy());
    screen.line("Breaks    %s", view.clause());
    screen.line("Rule      %s", view.rule().isEmpty() ? "the gateway's own" : view.rule());
    screen.line(
        "Owner     %s%s",
        view.owner().isEmpty() ? "nobody named" : view.owner(),
        view.due() == null ? "" : ", until " + screen.minute(view.due()));
    if (!view.became().isEmpty()) {
      screen.line("Became    %s", view.became());
    }
    if (!view.record().isEmpty()) {
      Table table = new Table(screen, "  AT", "WHAT", "BY");
      view.record()
          .forEach(
              line ->
                  table.row(
                      List.of(
                          Table.Cell.of("  " + screen.second(line.at())),
                          Table.Cell.of(line.what()),
                          Table.Cell.of(line.by()))));
      table.print();
    }
    body(entry);
    if (!view.status().isEnding()) {
      screen.line("Do: caserail quarantine release %s --reason WHY", view.entryId());
      screen.line("or: caserail quarantine discard %s --reason WHY", view.entryId());
    }
  }

  private void body(QuarantineEntry entry) {
    String shown = entry.body().substring(0, Math.min(LONGEST, entry.body().length()));
    screen.line("Body      %s bytes%s:", entry.bytes(), entry.isWhole() ? "" : ", cut or no UTF-8");
    screen.print(Plain.lines(shown));
    if (shown.length() < entry.body().length()) {
      screen.line(
          "(%s characters more; --output json has them)", entry.body().length() - shown.length());
    }
  }
}
