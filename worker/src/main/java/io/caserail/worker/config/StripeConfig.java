package io.caserail.worker.config;

import io.caserail.activities.stripe.StripeSettings;
import java.time.Duration;

/**
 * The Stripe account.
 *
 * @param settings how to reach it, with which key
 * @param refundsPerSecond how many sends Temporal hands out a second, over all workers
 */
public record StripeConfig(StripeSettings settings, double refundsPerSecond) {

  static StripeConfig read(Section section, String account, boolean live) {
    boolean liveMode = section.flag("liveMode", live);
    if (liveMode != live) {
      section.problem(
          "liveMode",
          "is " + liveMode + ", and mode is " + (live ? "live" : "sandbox") + "; leave it out");
    }
    return new StripeConfig(
        new StripeSettings(
            section.uri("baseUrl", "https://api.stripe.com"),
            section.secret("key"),
            live,
            account,
            section.duration("pollAfter", Duration.ofMinutes(15))),
        section.number("refundsPerSecond", 20, 1, 1_000));
  }
}
