package io.caserail.sandbox;

import io.caserail.sandbox.easypost.EasyPostOptions;
import io.caserail.sandbox.scim.ScimOptions;
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
    EasyPostOptions easypost,
    ScimOptions scim,
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
    return new SandboxConfig(
        0,
        0,
        0,
        EasyPostOptions.defaults(),
        ScimOptions.defaults(),
        ZendeskConfig.defaults(),
        StripeOptions.defaults(),
        0.01);
  }

  public SandboxConfig ports(int control, int zendeskPort, int stripeApiPort) {
    return new SandboxConfig(
        control,
        companyPort,
        stripeApiPort,
        easypost,
        scim,
        zendesk.port(zendeskPort),
        stripe,
        webhookPauseScale);
  }

  public SandboxConfig companyPort(int other) {
    return new SandboxConfig(
        controlPort, other, stripePort, easypost, scim, zendesk, stripe, webhookPauseScale);
  }

  public SandboxConfig easypost(EasyPostOptions other) {
    return new SandboxConfig(
        controlPort, companyPort, stripePort, other, scim, zendesk, stripe, webhookPauseScale);
  }

  public SandboxConfig scim(ScimOptions other) {
    return new SandboxConfig(
        controlPort, companyPort, stripePort, easypost, other, zendesk, stripe, webhookPauseScale);
  }

  public SandboxConfig zendesk(ZendeskConfig other) {
    return new SandboxConfig(
        controlPort, companyPort, stripePort, easypost, scim, other, stripe, webhookPauseScale);
  }

  public SandboxConfig stripe(StripeOptions other) {
    return new SandboxConfig(
        controlPort, companyPort, stripePort, easypost, scim, zendesk, other, webhookPauseScale);
  }

  public SandboxConfig webhookPauseScale(double scale) {
    return new SandboxConfig(
        controlPort, companyPort, stripePort, easypost, scim, zendesk, stripe, scale);
  }
}
