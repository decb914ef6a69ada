package io.caserail.sandbox.zendesk;

import java.net.URI;

/** A place that triggers send to. The secret is used as it is, not decoded. */
public record Webhook(String id, String name, URI endpoint, String secret) {
  Webhook to(URI other) {
    return new Webhook(id, name, other, secret);
  }

  Webhook signedWith(String other) {
    return new Webhook(id, name, endpoint, other);
  }
}
