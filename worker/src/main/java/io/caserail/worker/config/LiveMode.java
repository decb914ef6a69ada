package io.caserail.worker.config;

import io.caserail.model.CaseKind;
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
      ControlsConfig controls = zendesk.controls();
      if (controls == null || !controls.macros().containsKey(CaseKind.REFUND)) {
        root.problem(
            "zendesk/controls",
            "does not say how refunds are paused, and mode is live; name a ticket and the macros");
      }
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
