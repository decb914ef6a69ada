package io.caserail.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caserail dev}: everything on loopback, to be played with until it is stopped. */
@Command(
    name = "dev",
    description = "Runs sandbox, Temporal, worker and gateway on loopback, and stays up.")
final class DevCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();

  @Option(names = "--log", description = "show what the processes log")
  private boolean log;

  @Override
  public Integer call() {
    return DemoProcess.dev(screen, log);
  }
}
