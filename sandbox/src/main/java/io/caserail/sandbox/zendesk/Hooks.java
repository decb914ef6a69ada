package io.caserail.sandbox.zendesk;

import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.hook.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Sends what triggers ask for, signed with the webhook's secret of that moment. */
final class Hooks {
  private static final String ACCOUNT_ID = "12514403";

  private final Surroundings surroundings;
  private final Map<String, ZendeskRetries> retries = new HashMap<>();

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
