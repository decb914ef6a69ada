package io.caserail.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Both senders of webhooks, signing as their manuals say and sharing no code with the gateway. */
public final class Senders {
  static final String ZENDESK_SECRET = "zendesk-secret-of-the-tests";
  static final String ZENDESK_NEXT = "zendesk-secret-that-comes-next";
  static final String STRIPE_SECRET = "whsec_stripe-secret-of-the-tests";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  /** Senders to the gateway on this port. */
  public Senders(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  public HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(base + path));
  }

  /** A delivery of Zendesk's, ready to be sent or spoilt. */
  public HttpRequest.Builder zendesk(String secret, Instant at, String invocation, byte[] body) {
    byte[] signed =
        (at + new String(body, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    return to("/hooks/zendesk")
        .header("content-type", "application/json")
        .header("x-zendesk-webhook-invocation-id", invocation)
        .header("x-zendesk-webhook-signature-timestamp", at.toString())
        .header(
            "x-zendesk-webhook-signature", Base64.getEncoder().encodeToString(mac(secret, signed)))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  public HttpRequest.Builder stripe(String secret, Instant at, String body) {
    long t = at.getEpochSecond();
    byte[] signed = (t + "." + body).getBytes(StandardCharsets.UTF_8);
    String v1 = HexFormat.of().formatHex(mac(secret, signed));
    return to("/hooks/stripe")
        .header("content-type", "application/json; charset=utf-8")
        .header("Stripe-Signature", "t=" + t + ",v1=" + "0".repeat(64) + ",v1=" + v1 + ",v0=ab")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  /** Sends the body in chunks, without telling its length first. */
  static HttpRequest.BodyPublisher chunked(byte[] body) {
    return HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static byte[] mac(String secret, byte[] signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
