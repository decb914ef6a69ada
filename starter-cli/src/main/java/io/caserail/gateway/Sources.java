package io.caserail.gateway;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The ways in that are open now: one for each source that has a secret. Thread-safe. */
final class Sources {
  private final GatewaySettings settings;
  private final Reception reception;
  private final DeliveryLog deliveries;
  private final WebhookMetrics metrics;
  private final Clock clock;
  private final Map<String, WebhookRoute> routes = new ConcurrentHashMap<>();

  Sources(
      GatewaySettings settings,
      Reception reception,
      DeliveryLog deliveries,
      WebhookMetrics metrics,
      Clock clock) {
    this.settings = settings;
    this.reception = reception;
    this.deliveries = deliveries;
    this.metrics = metrics;
    this.clock = clock;
    metrics.watch(settings.keyring());
    settings.keyring().now().secrets().keySet().forEach(this::route);
  }

  /**
   * The way in of a source.
   *
   * @throws Refusal with 404 when it takes nothing
   */
  WebhookRoute route(String source) {
    if (settings.keyring().now().of(source).isEmpty()) {
      throw Refusal.of(404, "Unknown address");
    }
    return routes.computeIfAbsent(source, this::open);
  }

  private WebhookRoute open(String source) {
    metrics.opened(source);
    return switch (source) {
      case ZendeskHook.SOURCE -> open(source, new ZendeskSignature());
      case StripeHook.SOURCE -> open(source, new StripeSignature());
      default -> throw Refusal.of(404, "Unknown address");
    };
  }

  private WebhookRoute open(String source, SignatureScheme scheme) {
    return new WebhookRoute(
        source,
        new Prover(source, scheme, settings.keyring()),
        Objects.requireNonNull(Hooks.of(source, reception, settings), source),
        reception,
        deliveries,
        metrics,
        clock,
        settings.freshness());
  }
}
