package io.caserail.worker.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What live mode refuses, beyond what the records check themselves. */
final class LiveMode {
  private LiveMode() {}

  static void check(
      Section root,
      @Nullable ZendeskConfig zendesk,
      @Nullable StripeConfig stripe,
      @Nullable EasyPostConfig easypost) {
    if (zendesk != null) {
      requireHttps(root, "zendesk/baseUrl", zendesk.settings().base());
    }
    if (stripe != null) {
      requireHttps(root, "stripe/baseUrl", stripe.settings().base());
      if (!stripe.settings().key().value().contains("_live_")) {
        root.problem("stripe/key", "is no live key, and mode is live; use one that holds _live_");
      }
    }
    if (easypost != null && !easypost.settings().key().value().startsWith("EZAK")) {
      root.problem(
          "easypost/key", "is no production key, and mode is live; use one that begins with EZAK");
    }
  }

  private static void requireHttps(Section root, String key, URI address) {
    if (!"https".equals(address.getScheme())) {
      root.problem(key, "is not https, which live mode wants");
    }
  }
}
