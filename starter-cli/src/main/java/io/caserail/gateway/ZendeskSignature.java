package io.caserail.gateway;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;

/**
 * {@code base64(HMAC-SHA256(secret, timestamp + body))}, without a separator, as Zendesk's page
 * "Verifying webhook authenticity" has it.
 */
final class ZendeskSignature implements SignatureScheme {
  static final String SIGNATURE = "x-zendesk-webhook-signature";
  static final String TIMESTAMP = "x-zendesk-webhook-signature-timestamp";

  private final List<WebhookSecret> secrets;

  ZendeskSignature(List<WebhookSecret> secrets) {
    this.secrets = secrets;
  }

  @Override
  public Proof prove(Delivery delivery) {
    String timestamp = delivery.header(TIMESTAMP);
    byte[] signature;
    Instant signed;
    try {
      signature = Base64.getDecoder().decode(delivery.header(SIGNATURE));
      signed = OffsetDateTime.parse(timestamp).toInstant();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Refusal.notAuthentic("the signature or its timestamp is missing or malformed");
    }
    String signer =
        Hmac.signer(secrets, WebhookSecret::key, timestamp, delivery.body(), List.of(signature));
    return new Proof(signer, signed);
  }
}
