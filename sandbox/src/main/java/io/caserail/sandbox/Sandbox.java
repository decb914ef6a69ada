package io.caserail.sandbox;

import io.caserail.sandbox.company.CompanySandbox;
import io.caserail.sandbox.core.Books;
import io.caserail.sandbox.core.Calls;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.core.SystemServer;
import io.caserail.sandbox.core.VirtualClock;
import io.caserail.sandbox.easypost.EasyPostSandbox;
import io.caserail.sandbox.fault.Faults;
import io.caserail.sandbox.hook.WebhookSender;
import io.caserail.sandbox.identity.IdentitySandbox;
import io.caserail.sandbox.identity.Member;
import io.caserail.sandbox.scim.ScimSandbox;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import java.util.List;

/**
 * Stand-ins for a company, its identity provider, EasyPost, SCIM, Stripe and Zendesk in this
 * process, each on a loopback port of its own, with shared faults, clock, books and call records,
 * and a control API for other processes. Close it to free the ports and threads.
 */
public final class Sandbox implements AutoCloseable {
  private final Surroundings surroundings;
  private final CompanySandbox company;
  private final EasyPostSandbox easypost;
  private final ScimSandbox scim;
  private final ZendeskSandbox zendesk;
  private final StripeSandbox stripe;
  private final IdentitySandbox identity;
  private final SystemServer control;

  private Sandbox(SandboxConfig config) {
    surroundings = Surroundings.fresh(config.webhookPauseScale());
    company = CompanySandbox.start(config.companyPort(), surroundings);
    easypost = EasyPostSandbox.start(config.easypost(), surroundings);
    scim = ScimSandbox.start(config.scim(), surroundings);
    zendesk = ZendeskSandbox.start(config.zendesk(), surroundings);
    stripe = StripeSandbox.start(config.stripe(), config.stripePort(), surroundings);
    identity = IdentitySandbox.start(() -> members(zendesk), surroundings);
    control = new ControlApi(this).start(config.controlPort());
  }

  public static Sandbox start(SandboxConfig config) {
    return new Sandbox(config);
  }

  public CompanySandbox company() {
    return company;
  }

  public EasyPostSandbox easypost() {
    return easypost;
  }

  /** Whoever works in Zendesk signs in at the same provider. */
  private static List<Member> members(ZendeskSandbox zendesk) {
    return zendesk.staff().stream()
        .map(user -> new Member("user-" + user.id(), user.name(), user.email()))
        .toList();
  }

  public IdentitySandbox identity() {
    return identity;
  }

  public ScimSandbox scim() {
    return scim;
  }

  public ZendeskSandbox zendesk() {
    return zendesk;
  }

  public StripeSandbox stripe() {
    return stripe;
  }

  public Faults faults() {
    return surroundings.faults();
  }

  public VirtualClock clock() {
    return surroundings.clock();
  }

  public Books books() {
    return surroundings.books();
  }

  public Calls calls() {
    return surroundings.calls();
  }

  public WebhookSender webhooks() {
    return surroundings.webhooks();
  }

  public Addresses addresses() {
    return new Addresses(
        control.url(),
        new CompanyAddress(company.url(), company.token(), company.webhookSecret()),
        new EasyPostAddress(easypost.url(), easypost.apiKey(), easypost.webhookSecret()),
        new IdentityAddress(identity.url(), IdentitySandbox.CLIENT, identity.keysUrl()),
        new ScimAddress(scim.url(), scim.token()),
        zendesk.address(),
        new StripeAddress(
            stripe.url(), stripe.secretKey(), stripe.readOnlyKey(), stripe.webhookSecret()));
  }

  @Override
  public void close() {
    surroundings.close();
    control.close();
    company.close();
    easypost.close();
    identity.close();
    scim.close();
    zendesk.close();
    stripe.close();
  }
}
