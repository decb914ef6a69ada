package io.caserail.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code caserail messages}: what whoever changes that file does before it is merged. */
@Command(
    name = "messages",
    description = "Checks what customers are told.",
    subcommands = {MessagesCheckCommand.class})
final class MessagesCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "what to do with the file?");
    }
  }
}
