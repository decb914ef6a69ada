package io.caserail.cli;

import io.caserail.model.CaseKind;
import io.caserail.worker.authority.Paused;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code caserail pause}: stops all sends of a kind of case, or shows what is stopped. */
@Command(
    name = "pause",
    description = {
      "Stops all sends of a kind of case within seconds, by a word in the ticket of controls.",
      "Without a kind, or with --list, it shows what is paused now."
    })
final class PauseCommand implements Callable<Integer> {
  private static final int LONGEST = 200;

  @Mixin private final Screen screen = new Screen();
  @Mixin private final OutputFormat format = new OutputFormat();
  @Mixin private final PauseOptions options = new PauseOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "KIND",
      description = "refund, cancellation or verification")
  private @Nullable CaseKind kind;

  @Option(names = "--reason", defaultValue = "", paramLabel = "WHY", description = "in a few words")
  private String reason = "";

  @Option(
      names = "--as",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "who you are; nobody checks it (default: the name of your login)")
  private String name = "";

  @Option(names = "--list", description = "only show what is paused")
  private boolean list;

  @Override
  public Integer call() {
    CaseKind wanted = list ? null : kind;
    if (wanted == null) {
      print(options.with(desk -> desk.paused()));
      return ExitCode.OK;
    }
    if (reason.isBlank() || reason.length() > LONGEST || name.length() > LONGEST) {
      throw Stopped.misused(
          "Whoever resumes has to know why: --reason WHY, in at most "
              + LONGEST
              + " letters, and as many for a name.");
    }
    return options.with(
        desk -> {
          PauseOptions.require(desk, wanted);
          desk.pause(wanted, Plain.text(name) + " by command line", Plain.text(reason));
          List<Paused> paused = desk.paused();
          if (PauseOptions.of(wanted, paused) == null) {
            throw Stopped.unavailable(
                PauseOptions.plural(wanted)
                    + " may go on: the ticket does not show the pause."
                    + "\nDo: look into "
                    + desk.page()
                    + " and pause there by macro.");
          }
          print(paused);
          if (!format.isJson()) {
            screen.line("%s.", PauseOptions.howToResume(desk, wanted));
          }
          return ExitCode.OK;
        });
  }

  private void print(List<Paused> paused) {
    if (format.isJson()) {
      screen.print(JsonText.of(paused));
      return;
    }
    if (paused.isEmpty()) {
      screen.line("Nothing is paused.");
      return;
    }
    Table table = new Table(screen, "PAUSED", "SINCE", "BY", "WHY", "AGREED TO RESUME");
    for (Paused one : paused) {
      table.row(
          List.of(
              new Table.Cell(PauseOptions.plural(one.kind()).toLowerCase(Locale.ROOT), Colour.BAD),
              Table.Cell.of(screen.minute(one.since())),
              Table.Cell.of(one.by()),
              Table.Cell.of(one.why().isEmpty() ? "see the ticket" : one.why()),
              Table.Cell.of(one.agreed().isEmpty() ? "nobody" : String.join(", ", one.agreed()))));
    }
    table.print();
  }
}
