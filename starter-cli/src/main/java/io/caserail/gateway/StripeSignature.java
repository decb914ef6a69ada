package io.caserail.gateway;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * {@code t=<seconds>,v1=hex(HMAC-SHA256(secret, t + "." + body))}, several {@code v1} while Stripe
 * rotates a secret, as Stripe's page "Verify webhook signatures manually" has it.
 */
final class StripeSignature implements SignatureScheme {
  static final String SIGNATURE = "Stripe-Signature";
  private static final int MOST_SIGNATURES = 8;

  private final List<WebhookSecret> secrets;

  StripeSignature(List<WebhookSecret> secrets) {
    this.secrets = secrets;
  }

  @Override
  public Proof prove(Delivery delivery) {
    String time = "";
    List<byte[]> signatures = new ArrayList<>();
    Instant signed;
    try {
      for (String part : delivery.header(SIGNATURE).split(",", -1)) {
        String item = part.strip();
        if (item.startsWith("t=")) {
          time = item.substring(2);
        } else if (item.startsWith("v1=") && signatures.size() < MOST_SIGNATURES) {
          signatures.add(HexFormat.of().parseHex(item.substring(3)));
        }
      }
      signed = Instant.ofEpochSecond(Long.parseLong(time));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Refusal.notAuthentic("the signature is missing or malformed");
    }
    String signer =
        Hmac.signer(secrets, WebhookSecret::key, time + ".", delivery.body(), signatures);
    return new Proof(signer, signed);
  }
}
