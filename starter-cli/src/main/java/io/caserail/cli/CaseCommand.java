package io.caserail.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code caserail case}: what people do with cases. */
@Command(
    name = "case",
    description = "Starts, lists, shows and decides cases.",
    subcommands = {
      CaseListCommand.class,
      CaseShowCommand.class,
      CaseWatchCommand.class,
      CaseStartCommand.class,
      CaseDecideCommand.class,
      CaseEvidenceCommand.class
    })
final class CaseCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "what to do with which case?");
    }
  }
}
