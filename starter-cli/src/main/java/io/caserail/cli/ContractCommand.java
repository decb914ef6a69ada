package io.caserail.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code caserail contract}: what whoever owns a state does with its contract. */
@Command(
    name = "contract",
    description = "Checks, compares and shows the contracts of the business states.",
    subcommands = {
      ContractCheckCommand.class,
      ContractDiffCommand.class,
      ContractHandoffCommand.class
    })
final class ContractCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "what to do with the contracts?");
    }
  }
}
