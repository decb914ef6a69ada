package io.caserail.demo;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Zendesk's webhook for a ticket, signed as Zendesk signs it and sent by hand. Thread-safe. */
final class SignedHooks {
  private final URI target;
  private final byte[] secret;

  SignedHooks(URI target, String secret) {
    this.target = target;
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Sends one, and waits for its answer.
   *
   * @param invocation the delivery's id
   * @throws SceneFailed when it is not accepted
   */
  void send(long ticket, String payment, String invocation) {
    send("refund", ticket, payment, invocation);
  }

  /** The same for a case of any kind. */
  void send(String kind, long ticket, String object, String invocation) {
    try (HttpLine line = new HttpLine(target)) {
      line.call(request(kind, ticket, object, invocation), 202);
    }
  }

  /** One as it goes over the wire; good for as long as the gateway takes it for fresh. */
  byte[] request(long ticket, String payment, String invocation) {
    return request("refund", ticket, payment, invocation);
  }

  private byte[] request(String kind, long ticket, String object, String invocation) {
    String body =
        "{\"kind\":\"" + kind + "\",\"ticket\":\"" + ticket + "\",\"object\":\"" + object + "\"}";
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return String.join(
            "\r\n",
            "POST " + target.getPath() + " HTTP/1.1",
            "Host: " + target.getAuthority(),
            "Content-Type: application/json",
            "Content-Length: " + body.length(),
            "x-zendesk-webhook-invocation-id: " + invocation,
            "x-zendesk-webhook-signature-timestamp: " + now,
            "x-zendesk-webhook-signature: " + signature(now + body),
            "",
            body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private String signature(String signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
