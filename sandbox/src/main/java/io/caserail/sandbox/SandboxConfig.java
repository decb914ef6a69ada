package io.caserail.sandbox;

import io.caserail.sandbox.stripe.StripeOptions;
import io.caserail.sandbox.zendesk.ZendeskConfig;

/**
 * How to start the sandbox. A port of 0 takes a free one.
 *
 * @param webhookPauseScale factor on the vendors' pauses between webhook attempts; 1 is their speed
 */
public record SandboxConfig(
    int controlPort,
    int companyPort,
    int stripePort,
    ZendeskConfig zendesk,
    StripeOptions stripe,
    double webhookPauseScale) {
  public SandboxConfig {
    if (webhookPauseScale < 0) {
      throw new IllegalArgumentException("webhookPauseScale is 0 or more");
    }
  }

  /** Free ports, the vendors' usual limits, webhook pauses a hundred times shorter. */
  public static SandboxConfig defaults() {
    return new SandboxConfig(0, 0, 0, ZendeskConfig.defaults(), StripeOptions.defaults(), 0.01);
  }

  public SandboxConfig ports(int control, int zendeskPort, int stripeApiPort) {
    return new SandboxConfig(
        control, companyPort, stripeApiPort, zendesk.port(zendeskPort), stripe, webhookPauseScale);
  }

  public SandboxConfig companyPort(int other) {
    return new SandboxConfig(controlPort, other, stripePort, zendesk, stripe, webhookPauseScale);
  }

  public SandboxConfig zendesk(ZendeskConfig other) {
    return new SandboxConfig(
        controlPort, companyPort, stripePort, other, stripe, webhookPauseScale);
  }

  public SandboxConfig stripe(StripeOptions other) {
    return new SandboxConfig(
        controlPort, companyPort, stripePort, zendesk, other, webhookPauseScale);
  }

  public SandboxConfig webhookPauseScale(double scale) {
    return new SandboxConfig(controlPort, companyPort, stripePort, zendesk, stripe, scale);
  }
}
