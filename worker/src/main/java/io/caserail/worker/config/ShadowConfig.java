package io.caserail.worker.config;

import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.activities.stripe.StripeSettings;
import io.caserail.activities.zendesk.ZendeskSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a look at the past is told. It has credentials of its own, which may only read; those of a
 * worker in the same file are left alone.
 *
 * @param directory where the file lies; relative paths start here
 * @param live whether the keys are of the vendors' real systems
 * @param fields what the account calls things; null while it has none of ours, and then no macro of
 *     ours can ask for anything
 * @param ticketKey under which key of a refund's metadata its ticket's number stands; empty where
 *     nobody notes it
 */
public record ShadowConfig(
    Path directory,
    boolean live,
    PolicySource policy,
    Map<String, String> groups,
    HttpSettings http,
    ZendeskSettings zendesk,
    StripeSettings stripe,
    @Nullable ZendeskConfig fields,
    String ticketKey) {
  /** Nobody decides here, so the built-in policy can be used before anybody has a group. */
  private static final Map<String, String> NOBODY =
      Map.of("requesters", "1", "approvers", "2", "finance", "3");

  public ShadowConfig {
    groups = Map.copyOf(groups);
  }

  /**
   * Reads the configuration.
   *
   * @throws ConfigInvalid naming all that is wrong
   */
  public static ShadowConfig load(Path yaml, Map<String, String> env) {
    ConfigFile file = ConfigFile.open(yaml, env);
    return file.read(root -> read(file, root));
  }

  private static ShadowConfig read(ConfigFile file, Section root) {
    boolean live = file.mode(root) == RunMode.LIVE;
    String account = file.account(root);
    ConfigFile.Part<PolicySource> policy = file.part(root, "policy", PolicySource::read);
    ConfigFile.Part<HttpSettings> http = file.part(root, "http", CaserailConfig::http);
    // Only a part of these sections is read, so nothing in them is unknown.
    Section zendesk = root.section("zendesk");
    Section stripe = root.section("stripe");
    if (!root.has("shadow")) {
      root.problem(
          "shadow",
          "is missing; give clientId and clientSecret of an OAuth client of Zendesk that may"
              + " read, and stripeKey, a restricted key that may read");
    }
    Map<String, String> groups = new HashMap<>(NOBODY);
    groups.putAll(ZendeskConfig.groups(zendesk.section("groups")));
    ConfigFile.Part<ShadowConfig> config =
        file.part(
            root,
            "shadow",
            own ->
                new ShadowConfig(
                    file.directory(),
                    live,
                    policy.orStop(),
                    groups,
                    http.orStop(),
                    zendesk(own, zendesk),
                    stripe(own, stripe, account, live),
                    zendesk.has("fields") ? ZendeskConfig.readAs(zendesk, own) : null,
                    own.text("ticketKey", "")));
    return config.orStop();
  }

  private static ZendeskSettings zendesk(Section own, Section zendesk) {
    return new ZendeskSettings(
        zendesk.uri("baseUrl", ""),
        own.text("clientId"),
        own.secret("clientSecret"),
        "read",
        Duration.ofHours(1),
        "0",
        "",
        "not swept");
  }

  private static StripeSettings stripe(Section own, Section stripe, String account, boolean live) {
    Secret key = own.secret("stripeKey");
    if (!key.value().startsWith("rk_")) {
      own.problem(
          "stripeKey",
          "is no restricted key (rk_…); make one that may read charges, customers, disputes,"
              + " events, invoices, payment intents, refunds and subscriptions, and write nothing");
    }
    return new StripeSettings(
        stripe.uri("baseUrl", "https://api.stripe.com"), key, live, account, Duration.ofHours(1));
  }
}
