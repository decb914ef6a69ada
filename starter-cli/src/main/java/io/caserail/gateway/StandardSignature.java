package io.caserail.gateway;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Standard Webhooks: {@code v1,base64(HMAC-SHA256(secret, id + "." + timestamp + "." + body))},
 * several of them, parted by spaces, while a sender rotates its secret. A secret is base64 after
 * {@code whsec_}.
 *
 * @see <a
 *     href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">
 *     Standard Webhooks: the specification</a>
 */
final class StandardSignature implements SignatureScheme {
  static final String ID = "webhook-id";
  static final String TIMESTAMP = "webhook-timestamp";
  static final String SIGNATURE = "webhook-signature";
  private static final String SECRET = "whsec_";
  private static final String VERSION = "v1,";
  private static final int MOST_SIGNATURES = 8;

  /** The least that the specification allows. */
  private static final int SHORTEST = 24;

  @Override
  public Proof prove(Delivery delivery, List<WebhookSecret> secrets) {
    String id = delivery.header(ID);
    String time = delivery.header(TIMESTAMP);
    List<byte[]> signatures = new ArrayList<>();
    Instant signed;
    try {
      for (String part : delivery.header(SIGNATURE).split(" ", -1)) {
        if (part.startsWith(VERSION) && signatures.size() < MOST_SIGNATURES) {
          signatures.add(Base64.getDecoder().decode(part.substring(VERSION.length())));
        }
      }
      signed = Instant.ofEpochSecond(Long.parseLong(time));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Refusal.notAuthentic("the signature or its timestamp is missing or malformed");
    }
    if (id.isEmpty()) {
      throw Refusal.notAuthentic("the webhook-id is missing");
    }
    String prefix = id + "." + time + ".";
    return new Proof(
        Hmac.signer(secrets, StandardSignature::key, prefix, delivery.body(), signatures), signed);
  }

  /**
   * The key that a secret stands for.
   *
   * @throws IllegalArgumentException when it is none, in words that don't quote it
   */
  static byte[] key(WebhookSecret secret) {
    String value = secret.value();
    if (value.startsWith(SECRET)) {
      try {
        byte[] key = Base64.getDecoder().decode(value.substring(SECRET.length()));
        if (key.length >= SHORTEST) {
          return key;
        }
      } catch (IllegalArgumentException e) {
        throw malformed(secret);
      }
    }
    throw malformed(secret);
  }

  private static IllegalArgumentException malformed(WebhookSecret secret) {
    return new IllegalArgumentException(
        "the secret "
            + secret.name()
            + " is not whsec_ and base64 of 24 bytes or more, as Standard Webhooks wants it; make"
            + " one with: echo whsec_$(openssl rand -base64 32)");
  }
}
