package io.caserail.gateway;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The ways in that are open now: one for each source that has a secret. Thread-safe. */
final class Sources {
  /** How long a delivery may take in all, however many calls of Temporal it needs. */
  static final Duration LONGEST = Duration.ofSeconds(6);

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final GatewaySettings settings;
  private final Reception reception;
  private final Crowd crowd;
  private final DeliveryLog deliveries;
  private final WebhookMetrics metrics;
  private final Clock clock;
  private final Map<String, WebhookRoute> routes = new ConcurrentHashMap<>();

  Sources(
      GatewaySettings settings,
      Reception reception,
      Crowd crowd,
      DeliveryLog deliveries,
      WebhookMetrics metrics,
      Clock clock) {
    this.settings = settings;
    this.reception = reception;
    this.crowd = crowd;
    this.deliveries = deliveries;
    this.metrics = metrics;
    this.clock = clock;
    metrics.watch(settings.keyring());
    metrics.watch(settings.terms());
    settings.keyring().now().secrets().keySet().forEach(this::route);
  }

  /**
   * The way in of a source, which may have been added a moment ago.
   *
   * @throws Refusal with 404 when it takes nothing
   */
  WebhookRoute route(String source) {
    if (settings.keyring().now().of(source).isEmpty()
        && settings.keyring().again().of(source).isEmpty()) {
      throw Refusal.of(404, "Unknown address");
    }
    return routes.computeIfAbsent(source, this::open);
  }

  private WebhookRoute open(String source) {
    Hook hook = Objects.requireNonNull(Hooks.of(source, reception, settings), source);
    metrics.opened(source);
    return new WebhookRoute(
        source,
        new Prover(source, scheme(source), settings.keyring()),
        new Doorkeeper(hook, settings.atOnce(), crowd, PATIENCE, LONGEST),
        reception,
        deliveries,
        metrics,
        clock,
        settings.freshness());
  }

  private static SignatureScheme scheme(String source) {
    return switch (source) {
      case ZendeskHook.SOURCE -> new ZendeskSignature();
      case StripeHook.SOURCE -> new StripeSignature();
      case EasyPostHook.SOURCE -> new EasyPostSignature();
      default -> new StandardSignature();
    };
  }
}
