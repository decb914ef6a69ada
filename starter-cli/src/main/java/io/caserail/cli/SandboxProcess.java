package io.caserail.cli;

import io.caserail.sandbox.Addresses;
import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.SandboxConfig;

/** The sandbox as a process. Loaded only by the command that runs it. */
final class SandboxProcess {
  private SandboxProcess() {}

  /** Starts it, prints how to reach it once it listens, and waits. */
  static void run(Screen screen, boolean json, int control, int company, int zendesk, int stripe) {
    Sandbox sandbox =
        Sandbox.start(
            SandboxConfig.defaults().ports(control, zendesk, stripe).companyPort(company));
    Addresses addresses = sandbox.addresses();
    if (json) {
      screen.print(addresses.json());
    } else {
      screen.line("Company   %s", addresses.company().baseUrl());
      screen.line("EasyPost  %s", addresses.easypost().baseUrl());
      screen.line("SCIM      %s", addresses.scim().baseUrl());
      screen.line("Zendesk   %s", addresses.zendesk().baseUrl());
      screen.line("Stripe    %s", addresses.stripe().baseUrl());
      screen.line("Control   %s", addresses.control());
      screen.line("Credentials: --output json. Stop: Ctrl-C.");
    }
    Lifetime.untilStopped(sandbox);
  }
}
