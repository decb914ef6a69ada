package io.caserail.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code caserail outage}: what is away, and what leads do about it. */
@Command(
    name = "outage",
    description = "Lists and shows outages of upstreams; holds and releases what waits for them.",
    subcommands = {
      OutageListCommand.class,
      OutageShowCommand.class,
      OutageHoldCommand.class,
      OutageReleaseCommand.class
    })
final class OutageCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "what to do about which outage?");
    }
  }
}
