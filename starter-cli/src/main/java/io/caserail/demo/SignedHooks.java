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

/** Zendesk's webhook for a ticket, signed as Zendesk signs it and sent by hand. Thread-safe. */
final class SignedHooks {
  private static final byte[] FORGED = "forged".getBytes(StandardCharsets.UTF_8);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
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
    HttpResponse<String> answer = post(ticket, payment, invocation, secret);
    if (answer.statusCode() != 202) {
      throw new SceneFailed("the gateway answered " + answer.statusCode() + answer.body());
    }
  }

  /** Sends one with a wrong signature: everything but what Temporal does. */
  void sendForged(long ticket, String payment, String invocation) {
    HttpResponse<String> answer = post(ticket, payment, invocation, FORGED);
    if (answer.statusCode() != 401) {
      throw new SceneFailed("the gateway answered a forgery with " + answer.statusCode());
    }
  }

  private HttpResponse<String> post(long ticket, String payment, String invocation, byte[] key) {
    String body =
        "{\"kind\":\"refund\",\"ticket\":\"" + ticket + "\",\"object\":\"" + payment + "\"}";
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return call(
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/json")
            .header("x-zendesk-webhook-invocation-id", invocation)
            .header("x-zendesk-webhook-signature-timestamp", now)
            .header("x-zendesk-webhook-signature", signature(now + body, key))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private HttpResponse<String> call(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(request.uri() + " did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while calling " + request.uri(), e);
    }
  }

  private static String signature(String signed, byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
