package io.caserail.sandbox.easypost;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.hook.Delivery;
import io.caserail.sandbox.hook.Result;
import io.caserail.sandbox.hook.WebhookSender;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Sends events to the webhooks that want them. EasyPost documents that anything but 2xx is tried
 * again, and neither how often nor when; the pauses here are the stand-in's. A rejected refund has
 * no event: it must be read.
 *
 * @see <a href="https://docs.easypost.com/docs/events">EasyPost: events</a>
 */
final class EasyPostEvents {
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(8));

  private record Webhook(String id, URI url, Set<String> events) {
    Webhook {
      events = Set.copyOf(events);
    }

    boolean wants(String event) {
      return events.isEmpty() || events.contains(event);
    }
  }

  private final WebhookSender sender;
  private final EasyPostJson json;
  private final String secret;
  private final List<Webhook> webhooks = new CopyOnWriteArrayList<>();

  EasyPostEvents(WebhookSender sender, EasyPostJson json, String secret) {
    this.sender = sender;
    this.json = json;
    this.secret = secret;
  }

  String add(URI url, Set<String> events) {
    String id = Shipments.id("hook_");
    webhooks.add(new Webhook(id, url, events));
    return id;
  }

  void clear() {
    webhooks.clear();
  }

  void trackerUpdated(Shipment before, Shipment after) {
    send(
        "tracker.updated",
        Json.object().put("status", before.status().wire()),
        json.tracker(after),
        after);
  }

  void refundSuccessful(Shipment after) {
    send("refund.successful", Json.object(), json.refund(after), after);
  }

  private void send(String description, ObjectNode previous, ObjectNode result, Shipment after) {
    String id = Shipments.id("evt_");
    byte[] body = Json.bytes(json.event(id, description, previous, result, after.updated()));
    for (Webhook webhook : webhooks) {
      if (webhook.wants(description)) {
        sender.send(
            new Delivery(
                EasyPostSandbox.SYSTEM,
                webhook.id(),
                id,
                webhook.url(),
                body,
                (at, raw) -> EasyPostSignature.headers(secret, at, webhook.url().getPath(), raw),
                EasyPostEvents::pauseAfter));
      }
    }
  }

  static Optional<Duration> pauseAfter(int attempt, Result result) {
    return result.accepted() || attempt > PAUSES.size()
        ? Optional.empty()
        : Optional.of(PAUSES.get(attempt - 1));
  }
}
