package io.caserail.worker.config;

import io.caserail.activities.stripe.StripeSettings;
import java.time.Duration;

/**
 * The Stripe account, with what each use of it is told.
 *
 * @param settings how to reach it, with which key; of refunds
 * @param refundsPerSecond how many sends Temporal hands out a second, over all workers
 * @param billing subscriptions, which cancellations end
 * @param identity sessions, by which customers verify themselves
 */
public record StripeConfig(
    StripeSettings settings, double refundsPerSecond, Use billing, Use identity) {

  /**
   * One more use of the account.
   *
   * @param settings the account's own, with the pause between two looks of this use
   * @param callsPerSecond how much Temporal hands out a second, over all workers
   */
  public record Use(StripeSettings settings, double callsPerSecond) {}

  /** Whether the key moves real money, by its prefix: {@code sk_live_} or {@code rk_live_}. */
  public boolean hasLiveKey() {
    return settings.key().value().contains("_live_");
  }

  static StripeConfig read(Section section, String account, boolean live) {
    boolean liveMode = section.flag("liveMode", live);
    if (liveMode != live) {
      section.problem(
          "liveMode",
          "is " + liveMode + ", and mode is " + (live ? "live" : "sandbox") + "; leave it out");
    }
    StripeSettings settings =
        new StripeSettings(
            section.uri("baseUrl", "https://api.stripe.com"),
            section.secret("key"),
            live,
            account,
            section.duration("pollAfter", Duration.ofMinutes(15)));
    double refundsPerSecond = section.number("refundsPerSecond", 20, 1, 1_000);
    return new StripeConfig(
        settings,
        refundsPerSecond,
        use(section.section("billing"), settings, settings.pollAfter()),
        use(section.section("identity"), settings, Duration.ofMinutes(5)));
  }

  private static Use use(Section section, StripeSettings account, Duration pollAfter) {
    Use use =
        section.build(
            s ->
                new Use(
                    new StripeSettings(
                        account.base(),
                        account.key(),
                        account.live(),
                        account.account(),
                        s.duration("pollAfter", pollAfter)),
                    s.number("callsPerSecond", 10, 1, 1_000)));
    return use == null ? new Use(account, 1) : use;
  }
}
