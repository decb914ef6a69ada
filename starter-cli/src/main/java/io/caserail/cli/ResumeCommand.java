package io.caserail.cli;

import io.caserail.model.CaseKind;
import io.caserail.worker.authority.Paused;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code caserail resume}: who has to say what so that a pause ends. It ends none: a command line
 * proves nobody, and two people have to be proven.
 */
@Command(
    name = "resume",
    description = {
      "Shows what is paused, who has agreed to resume it, and how two people do that.",
      "It resumes nothing itself. Exit code 1 means that it is still paused."
    })
final class ResumeCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final OutputFormat format = new OutputFormat();
  @Mixin private final PauseOptions options = new PauseOptions();

  @Parameters(paramLabel = "KIND", description = "refund, cancellation or verification")
  private CaseKind kind = CaseKind.REFUND;

  /** The answer for programs; {@code pause} is null where there is none. */
  record Report(CaseKind kind, boolean paused, @Nullable Paused pause, String ticket) {}

  @Override
  public Integer call() {
    return options.with(
        desk -> {
          PauseOptions.require(desk, kind);
          Paused pause = PauseOptions.of(kind, desk.paused());
          if (format.isJson()) {
            screen.print(
                JsonText.of(new Report(kind, pause != null, pause, desk.ticket().value())));
          } else if (pause == null) {
            screen.line("%s are not paused.", PauseOptions.plural(kind));
          } else {
            print(pause, PauseOptions.howToResume(desk, kind));
          }
          return pause == null ? ExitCode.OK : ExitCode.REFUSED;
        });
  }

  private void print(Paused pause, String how) {
    screen.line(
        "%s have been paused since %s, by %s%s.",
        PauseOptions.plural(kind),
        screen.minute(pause.since()),
        pause.by(),
        pause.why().isEmpty() ? "" : ": " + pause.why());
    screen.line(
        pause.agreed().isEmpty()
            ? "Nobody has agreed to resume them, and two people must."
            : "%s has agreed to resume them, and another one must.",
        String.join(", ", pause.agreed()));
    screen.line("A command line proves nobody, so that this one does not count.");
    screen.line("%s.", how);
  }
}
