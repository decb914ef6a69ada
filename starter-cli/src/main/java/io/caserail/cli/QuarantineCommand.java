package io.caserail.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code caserail quarantine}: what people do with events that were put aside. */
@Command(
    name = "quarantine",
    description = "Lists, shows, releases and discards events that were not understood.",
    subcommands = {
      QuarantineListCommand.class,
      QuarantineShowCommand.class,
      QuarantineReleaseCommand.class,
      QuarantineDiscardCommand.class
    })
final class QuarantineCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "what to do with which event?");
    }
  }
}
