package io.caserail.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code caserail policy}: what whoever changes that file does before it is merged. */
@Command(
    name = "policy",
    description = "Checks who may decide what.",
    subcommands = {PolicyCheckCommand.class})
final class PolicyCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "what to do with the file?");
    }
  }
}
