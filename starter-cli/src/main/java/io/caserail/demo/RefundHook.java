package io.caserail.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The ticket system's webhook about a refund, signed as it signs. */
final class RefundHook {
  private final URI address;
  private final String secret;

  /** A hook that delivers to this gateway. */
  RefundHook(URI gateway, String secret) {
    this.address = gateway.resolve("/hooks/zendesk");
    this.secret = secret;
  }

  /**
   * Delivers it, signed afresh.
   *
   * @throws SceneFailed when the gateway does not take it
   */
  void deliver(long ticket, String payment) {
    String body =
        "{\"kind\":\"refund\",\"ticket\":\"" + ticket + "\",\"object\":\"" + payment + "\"}";
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(address)
                      .header("Content-Type", "application/json")
                      .header("x-zendesk-webhook-invocation-id", "again-" + ticket)
                      .header("x-zendesk-webhook-signature-timestamp", now)
                      .header("x-zendesk-webhook-signature", signature(now + body))
                      .POST(HttpRequest.BodyPublishers.ofString(body))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 202) {
        throw new SceneFailed("the gateway answered " + answer.statusCode() + answer.body());
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the webhook was not delivered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the webhook was not delivered", e);
    }
  }

  private String signature(String signed) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }
}
