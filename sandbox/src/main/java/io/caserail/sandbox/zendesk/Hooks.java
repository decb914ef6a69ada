package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.hook.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends what triggers ask for, and events of changes to whoever has subscribed, signed with the
 * webhook's secret of that moment.
 */
final class Hooks {
  private static final String ACCOUNT_ID = "12514403";

  private final Surroundings surroundings;
  private final Map<String, ZendeskRetries> retries = new HashMap<>();
  private @Nullable Webhook subscribed;

  Hooks(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  void send(Webhook webhook, String body) {
    String invocation = UUID.randomUUID().toString();
    surroundings
        .webhooks()
        .send(
            new Delivery(
                Ledger.SYSTEM,
                webhook.id(),
                invocation,
                webhook.endpoint(),
                body.getBytes(StandardCharsets.UTF_8),
                (at, bytes) -> headers(webhook, invocation, Stamps.text(at), bytes),
                retries.computeIfAbsent(
                    webhook.id(), id -> new ZendeskRetries(surroundings.clock()))));
  }

  /** From now on events go to this webhook, which no trigger asks for; null for none. */
  void subscribe(@Nullable Webhook webhook) {
    subscribed = webhook;
  }

  /** Tells of everything that an update changed, each in an event of its own. */
  void changed(Audit audit, TicketState before, TicketState after) {
    Webhook webhook = subscribed;
    if (webhook == null) {
      return;
    }
    for (Difference difference : Difference.between(before, after)) {
      boolean isField = difference.field().matches("[0-9]+");
      ObjectNode event = event(audit, isField ? "custom_field" : difference.field());
      event.withObject("/event").set("previous", difference.from());
      event.withObject("/event").set("current", difference.to());
      if (isField) {
        event.withObject("/event/field").put("id", difference.field());
      }
      send(webhook, event.toString());
    }
  }

  private static ObjectNode event(Audit audit, String what) {
    String ticket = Long.toString(audit.ticketId());
    ObjectNode event =
        Json.object()
            .put("type", "zen:event-type:ticket." + what + "_changed")
            .put("account_id", 12_514_403)
            .put("id", UUID.randomUUID().toString())
            .put("time", audit.createdAt().toString())
            .put("zendesk_event_version", "2022-06-20")
            .put("subject", "zen:ticket:" + ticket);
    event.putObject("detail").put("id", ticket).put("actor_id", Long.toString(audit.authorId()));
    event
        .putObject("event")
        .putObject("meta")
        .putObject("sequence")
        .put("id", Long.toString(audit.id()));
    return event;
  }

  private static Map<String, String> headers(
      Webhook webhook, String invocation, String timestamp, byte[] body) {
    return Map.of(
        "x-zendesk-account-id", ACCOUNT_ID,
        "x-zendesk-webhook-id", webhook.id(),
        "x-zendesk-webhook-invocation-id", invocation,
        "x-zendesk-webhook-signature-timestamp", timestamp,
        "x-zendesk-webhook-signature", HookSignature.of(webhook.secret(), timestamp, body));
  }
}
