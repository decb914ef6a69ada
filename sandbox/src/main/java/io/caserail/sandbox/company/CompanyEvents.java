package io.caserail.sandbox.company;

import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.hook.Delivery;
import io.caserail.sandbox.hook.Result;
import io.caserail.sandbox.hook.WebhookSender;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The shop's own events, as Standard Webhooks: {@code {"type", "timestamp", "data": {"id"}}},
 * signed over id, time and body, tried again by the pauses that the specification proposes.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
final class CompanyEvents {
  private static final byte[] KEY =
      "acme-shop-signs-its-events-so".getBytes(StandardCharsets.UTF_8);
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5));

  private final WebhookSender sender;
  private final List<URI> targets = new CopyOnWriteArrayList<>();

  CompanyEvents(WebhookSender sender) {
    this.sender = sender;
  }

  static String secret() {
    return "whsec_" + Base64.getEncoder().encodeToString(KEY);
  }

  void add(URI url) {
    targets.remove(url);
    targets.add(url);
  }

  void tell(String type, String object, Instant at) {
    String id = "msg_" + UUID.randomUUID().toString().replace("-", "");
    var json = Json.object().put("type", type).put("timestamp", at.toString());
    json.putObject("data").put("id", object);
    byte[] body = Json.bytes(json);
    for (URI target : targets) {
      sender.send(
          new Delivery(
              CompanySandbox.SYSTEM,
              target.getPath(),
              id,
              target,
              body,
              (now, raw) -> headers(id, now.getEpochSecond(), raw),
              CompanyEvents::pauseAfter));
    }
  }

  private static Map<String, String> headers(String id, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
      mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
      return Map.of(
          "webhook-id",
          id,
          "webhook-timestamp",
          Long.toString(seconds),
          "webhook-signature",
          "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static Optional<Duration> pauseAfter(int attempt, Result result) {
    return result.accepted() || attempt > PAUSES.size()
        ? Optional.empty()
        : Optional.of(PAUSES.get(attempt - 1));
  }
}
