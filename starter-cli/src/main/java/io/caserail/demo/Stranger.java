package io.caserail.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * Somebody on the internet who knows what events look like, and no secret. Their refunds and orders
 * exist nowhere else, so that whatever is heard of one of them was believed.
 */
final class Stranger {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String MAC = Base64.getEncoder().encodeToString(new byte[32]);

  private final URI gateway;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final List<Integer> answers = Collections.synchronizedList(new ArrayList<>());

  Stranger(URI gateway) {
    this.gateway = gateway;
  }

  /** Sends one, in turn as Zendesk, as Stripe and as the shop. */
  void send() {
    int number = answers.size();
    HttpRequest.Builder request =
        switch (number % 3) {
          case 0 -> zendesk(payment(number));
          case 1 -> stripe(refund(number));
          default -> shop();
        };
    int status;
    try {
      status =
          http.send(
                  request.timeout(PATIENCE).header("Content-Type", "application/json").build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode();
    } catch (IOException e) {
      // The gateway is dead at the moment; a stranger does not try again.
      status = 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending", e);
    }
    answers.add(status);
  }

  private static String payment(int number) {
    return "pi_forged" + number;
  }

  private static String refund(int number) {
    return "re_forged" + number;
  }

  private HttpRequest.Builder zendesk(String payment) {
    return to("/hooks/zendesk")
        .header("x-zendesk-webhook-invocation-id", payment)
        .header(
            "x-zendesk-webhook-signature-timestamp",
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
        .header("x-zendesk-webhook-signature", MAC)
        .POST(body("{'kind':'refund','ticket':'1','object':'" + payment + "'}"));
  }

  private HttpRequest.Builder stripe(String refund) {
    return to("/hooks/stripe")
        .header("Stripe-Signature", "t=" + Instant.now().getEpochSecond() + ",v1=" + "0".repeat(64))
        .POST(
            body(
                "{'id':'evt_"
                    + refund
                    + "','type':'refund.failed','livemode':false,'data':{'object':{'id':'"
                    + refund
                    + "'}}}"));
  }

  private HttpRequest.Builder shop() {
    return to("/hooks/company/shop")
        .header("webhook-id", "msg_forged" + answers.size())
        .header("webhook-timestamp", Long.toString(Instant.now().getEpochSecond()))
        .header("webhook-signature", "v1," + MAC)
        .POST(
            body(
                "{'type':'order.updated','timestamp':'now','data':{'id':'"
                    + EventStory.NO_ID
                    + "'}}"));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(gateway.resolve(path));
  }

  private static HttpRequest.BodyPublisher body(String json) {
    return HttpRequest.BodyPublishers.ofString(json.replace('\'', '"'));
  }

  /** The statuses of the answers; 0 where nobody listened. */
  List<Integer> answers() {
    return List.copyOf(answers);
  }

  /** The workflow ids of the cases that would be there if one had been believed. */
  List<String> wishes(String account) {
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < answers.size(); number++) {
      if (number % 3 == 0) {
        ids.add("refund-" + account + "-" + payment(number));
      } else if (number % 3 == 1) {
        ids.add("settlement-" + account + "-" + refund(number));
      }
    }
    return ids;
  }
}
