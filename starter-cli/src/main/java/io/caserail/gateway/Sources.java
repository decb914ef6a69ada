package io.caserail.gateway;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The ways in that are open now: one for each source that has a secret. Thread-safe. */
final class Sources {
  private final GatewaySettings settings;
  private final CaseInbox inbox;
  private final WebhookMetrics metrics;
  private final Clock clock;
  private final Map<String, WebhookRoute> routes = new ConcurrentHashMap<>();

  Sources(GatewaySettings settings, CaseInbox inbox, WebhookMetrics metrics, Clock clock) {
    this.settings = settings;
    this.inbox = inbox;
    this.metrics = metrics;
    this.clock = clock;
    metrics.watch(settings.trust());
    settings.trust().now().secrets().keySet().forEach(this::route);
  }

  /**
   * The way in of a source.
   *
   * @throws Refusal with 404 when it takes nothing
   */
  WebhookRoute route(String source) {
    if (settings.trust().now().of(source).isEmpty()) {
      throw Refusal.of(404, "Unknown address");
    }
    return routes.computeIfAbsent(source, this::open);
  }

  private WebhookRoute open(String source) {
    metrics.opened(source);
    return switch (source) {
      case ZendeskHook.SOURCE ->
          open(source, new ZendeskSignature(), new ZendeskHook(inbox, settings.objects()));
      case StripeHook.SOURCE ->
          open(source, new StripeSignature(), new StripeHook(inbox, settings.live()));
      default -> throw Refusal.of(404, "Unknown address");
    };
  }

  private WebhookRoute open(String source, SignatureScheme scheme, Hook hook) {
    return new WebhookRoute(
        source,
        new Prover(source, scheme, settings.trust()),
        hook,
        metrics,
        clock,
        settings.freshness());
  }
}
