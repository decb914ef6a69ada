package io.caserail.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caserail demo}: plays the story on loopback, checks the guarantees, and exits. */
@Command(
    name = "demo",
    description = {
      "Plays the stories of refunds, cancellations and a verification, with all that can go wrong,",
      "on loopback; then checks the five guarantees against the sandbox's books. Exit code 1 when",
      "one is broken.",
      "Takes the real Temporal server where the temporal binary is found (TEMPORAL_CLI, PATH)."
    })
final class DemoCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();

  @Option(names = "--log", description = "show what the processes log")
  private boolean log;

  @Override
  public Integer call() {
    // Its own class: this one has to load in a build that leaves the sandbox out.
    return DemoProcess.demo(screen, log);
  }
}
