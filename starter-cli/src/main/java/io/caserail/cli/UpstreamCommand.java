package io.caserail.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code caserail upstream}: what whoever builds a company's own API does with it. */
@Command(
    name = "upstream",
    description = "Checks a company's own API.",
    subcommands = {UpstreamCheckCommand.class})
final class UpstreamCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "what to do with the API?");
    }
  }
}
