package io.caserail.cli;

import io.caserail.model.CaseKind;
import io.caserail.port.FailureType;
import io.caserail.worker.PauseDesk;
import io.caserail.worker.authority.Paused;
import io.caserail.worker.config.CaserailConfig;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whose pauses, and what their failures mean to whoever has typed the command. */
@Command
final class PauseOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "${env:CASERAIL_CONFIG:-caserail.yaml}",
      description = "the worker's configuration (else CASERAIL_CONFIG, caserail.yaml)")
  private Path config = Path.of("caserail.yaml");

  <T> T with(Function<PauseDesk, T> work) {
    try (PauseDesk desk = PauseDesk.open(CaserailConfig.load(config, System.getenv()))) {
      return work.apply(desk);
    } catch (ApplicationFailure failure) {
      String said = "It is not certain what is paused: " + failure.getOriginalMessage() + ".";
      throw FailureType.OUR_FAULT.name().equals(failure.getType())
          ? Stopped.refused(said + "\nDo: check the section zendesk of the configuration.")
          : Stopped.unavailable(
              said
                  + "\nDo: give the same command again; until then pause by macro in the ticket, or"
                  + " stop the workers.");
    }
  }

  /** The pause of a kind; null where it is not paused. */
  static @Nullable Paused of(CaseKind kind, List<Paused> all) {
    return all.stream().filter(pause -> pause.kind() == kind).findFirst().orElse(null);
  }

  /** Refuses a kind that nobody can pause. */
  static void require(PauseDesk desk, CaseKind kind) {
    if (!desk.controls(kind)) {
      throw Stopped.misused(
          plural(kind) + " can't be paused: zendesk.controls names no macros for them.");
    }
  }

  /** How people go on. */
  static String howToResume(PauseDesk desk, CaseKind kind) {
    return "To go on, two people (approver, finance or operator) each apply the macro that resumes "
        + plural(kind).toLowerCase(Locale.ROOT)
        + ", in ticket "
        + desk.ticket()
        + ": "
        + desk.page();
  }

  static String plural(CaseKind kind) {
    String word = kind.name();
    return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT) + "s";
  }
}
