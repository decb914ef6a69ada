package io.caserail.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code caserail event}: what became of events. */
@Command(
    name = "event",
    description = "Shows what became of an event.",
    subcommands = {EventShowCommand.class})
final class EventCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "what of which event?");
    }
  }
}
