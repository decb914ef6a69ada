package io.caserail.sandbox.stripe;

import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.hook.Delivery;
import io.caserail.sandbox.hook.Result;
import io.caserail.sandbox.hook.RetryTable;
import io.caserail.sandbox.hook.WebhookSender;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Sends events to the endpoints that want them, signed with the account's secret. Stripe documents
 * retries with growing pauses for up to three days and no order; the pauses here are the
 * stand-in's.
 *
 * @see <a href="https://docs.stripe.com/webhooks">Stripe: webhooks</a>
 */
final class EventDelivery {
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(12),
          Duration.ofHours(12),
          Duration.ofHours(12),
          Duration.ofHours(12));

  private record Endpoint(String id, URI url, Set<String> types) {
    Endpoint {
      types = Set.copyOf(types);
    }

    boolean wants(String type) {
      return types.isEmpty() || types.contains(type);
    }
  }

  private final WebhookSender sender;
  private final StripeJson json;
  private final String secret;
  private final List<Endpoint> endpoints = new CopyOnWriteArrayList<>();

  EventDelivery(WebhookSender sender, StripeJson json, String secret) {
    this.sender = sender;
    this.json = json;
    this.secret = secret;
  }

  void add(String id, URI url, Set<String> types) {
    endpoints.add(new Endpoint(id, url, types));
  }

  void clear() {
    endpoints.clear();
  }

  void deliver(StripeEvent event) {
    byte[] body = Json.bytes(json.event(event));
    for (Endpoint endpoint : endpoints) {
      if (endpoint.wants(event.type())) {
        sender.send(
            new Delivery(
                StripeSandbox.SYSTEM,
                endpoint.id(),
                event.id(),
                endpoint.url(),
                body,
                (at, raw) -> Map.of("Stripe-Signature", StripeSignature.of(secret, at, raw)),
                retries()));
      }
    }
  }

  private static RetryTable retries() {
    return (attempt, result) -> pauseAfter(attempt, result);
  }

  /** Any answer but 2xx is a failure, redirects too. */
  static Optional<Duration> pauseAfter(int attempt, Result result) {
    return result.accepted() || attempt > PAUSES.size()
        ? Optional.empty()
        : Optional.of(PAUSES.get(attempt - 1));
  }
}
