package io.caserail.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Both senders of webhooks, signing as their manuals say and sharing no code with the gateway. */
public final class Senders {
  static final String ZENDESK_SECRET = "zendesk-secret-of-the-tests";
  static final String ZENDESK_NEXT = "zendesk-secret-that-comes-next";
  static final String EASYPOST_SECRET = "easypost-s\u00e9cret-of-the-tests";
  static final String SHOP_SECRET = "whsec_c2hvcC1zZWNyZXQtb2YtdGhlLXRlc3RzLW5vdw==";
  static final String SHOP_NEXT = "whsec_c2hvcC1zZWNyZXQtdGhhdC1jb21lcy1uZXh0IQ==";
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

  /**
   * EasyPost's.
   *
   * @param at the time that is signed; null for the signature without one
   */
  public HttpRequest.Builder easypost(String secret, @Nullable Instant at, String body) {
    HttpRequest.Builder request =
        to("/hooks/easypost")
            .header("content-type", "application/json")
            .header("X-Hmac-Signature", hex(secret, body))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (at == null) {
      return request;
    }
    String time =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss", Locale.ENGLISH)
                .format(at.atOffset(ZoneOffset.UTC))
            + " -0000";
    return request
        .header("x-timestamp", time)
        .header("x-path", "/public/hooks/easypost")
        .header("x-hmac-signature-v2", hex(secret, time + "POST/public/hooks/easypost" + body));
  }

  private static String hex(String secret, String signed) {
    String key = Normalizer.normalize(secret, Normalizer.Form.NFKD);
    byte[] mac = mac(key, signed.getBytes(StandardCharsets.UTF_8));
    return "hmac-sha256-hex=" + HexFormat.of().formatHex(mac);
  }

  /** A company's own system's, as Standard Webhooks; several secrets are several signatures. */
  public HttpRequest.Builder company(
      String name, String id, Instant at, String body, String... secrets) {
    StringBuilder signatures = new StringBuilder("v1a,bm90LW91cnM=");
    long t = at.getEpochSecond();
    for (String secret : secrets) {
      byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      byte[] signed = (id + "." + t + "." + body).getBytes(StandardCharsets.UTF_8);
      signatures.append(" v1,").append(Base64.getEncoder().encodeToString(mac(key, signed)));
    }
    return to("/hooks/company/" + name)
        .header("content-type", "application/json")
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(t))
        .header("webhook-signature", signatures.toString())
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
    return mac(secret.getBytes(StandardCharsets.UTF_8), signed);
  }

  private static byte[] mac(byte[] key, byte[] signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
