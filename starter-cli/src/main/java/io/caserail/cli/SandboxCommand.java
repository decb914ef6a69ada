package io.caserail.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caserail sandbox}: stand-ins for the vendors, for other processes to talk to. */
@Command(
    name = "sandbox",
    description = {
      "Runs stand-ins for Zendesk, Stripe, EasyPost, a SCIM directory and a company's own API on",
      "loopback ports."
    })
final class SandboxCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Option(names = "--company-port", defaultValue = "0", description = "default: any free one")
  private int companyPort;

  @Option(names = "--zendesk-port", defaultValue = "0", description = "default: any free one")
  private int zendeskPort;

  @Option(names = "--stripe-port", defaultValue = "0", description = "default: any free one")
  private int stripePort;

  @Option(names = "--control-port", defaultValue = "0", description = "default: any free one")
  private int controlPort;

  @Override
  public Integer call() {
    // Its own class: this one has to load in a build that leaves the sandbox out.
    SandboxProcess.run(screen, format.isJson(), controlPort, companyPort, zendeskPort, stripePort);
    return ExitCode.OK;
  }
}
