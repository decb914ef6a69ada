package io.caserail.gateway;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/**
 * EasyPost's two ways to sign, both {@code hmac-sha256-hex=<hex>} with the secret in NFKD:
 *
 * <ul>
 *   <li>{@code x-hmac-signature-v2} over {@code x-timestamp + "POST" + x-path + body}, with the
 *       time in the form of RFC 2822, as its page "Webhook HMAC Validation" has it. The path is the
 *       sender's: a proxy may have another. Where this header stands, it alone counts.
 *   <li>{@code X-Hmac-Signature} over the body alone, as its client libraries check it. It holds no
 *       time: what was sent once can be sent again for ever, which asks for one more look at most.
 * </ul>
 *
 * @see <a href="https://support.easypost.com/hc/en-us/articles/39826034964237">EasyPost: webhook
 *     HMAC validation</a>
 * @see <a href="https://docs.easypost.com/guides/webhooks-guide">EasyPost: webhooks</a>
 */
final class EasyPostSignature implements SignatureScheme {
  static final String SIGNATURE = "X-Hmac-Signature";
  static final String SECOND = "x-hmac-signature-v2";
  static final String TIMESTAMP = "x-timestamp";
  static final String PATH = "x-path";
  private static final String PREFIX = "hmac-sha256-hex=";

  @Override
  public Proof prove(Delivery delivery, List<WebhookSecret> secrets) {
    String second = delivery.header(SECOND);
    if (second.isEmpty()) {
      return new Proof(signer(delivery, secrets, "", delivery.header(SIGNATURE)), null);
    }
    String timestamp = delivery.header(TIMESTAMP);
    Instant signed;
    try {
      signed = OffsetDateTime.parse(timestamp, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      throw Refusal.notAuthentic("the signature's timestamp is missing or malformed");
    }
    String prefix = timestamp + "POST" + delivery.header(PATH);
    return new Proof(signer(delivery, secrets, prefix, second), signed);
  }

  private static String signer(
      Delivery delivery, List<WebhookSecret> secrets, String prefix, String header) {
    if (!header.startsWith(PREFIX)) {
      throw Refusal.notAuthentic("the signature is missing or malformed");
    }
    byte[] signature;
    try {
      signature = HexFormat.of().parseHex(header.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw Refusal.notAuthentic("the signature is missing or malformed");
    }
    return Hmac.signer(
        secrets, EasyPostSignature::key, prefix, delivery.body(), List.of(signature));
  }

  private static byte[] key(WebhookSecret secret) {
    return Normalizer.normalize(secret.value(), Normalizer.Form.NFKD)
        .getBytes(StandardCharsets.UTF_8);
  }
}
