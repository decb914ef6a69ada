package io.caserail.sandbox.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.core.VirtualClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The stand-in on a free port, with Stripe's own client and a bare one to talk to it. */
final class RunningStripe implements AutoCloseable {
  private static final double NO_PAUSES = 0;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Surroundings surroundings = Surroundings.fresh(NO_PAUSES);
  private final StripeSandbox stripe;

  private RunningStripe(StripeOptions options) {
    this.stripe = StripeSandbox.start(options, 0, surroundings);
  }

  static RunningStripe start(StripeOptions options) {
    return new RunningStripe(options);
  }

  StripeSandbox stripe() {
    return stripe;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  VirtualClock clock() {
    return surroundings.clock();
  }

  StripeClient client() {
    return clientWith(stripe.secretKey());
  }

  StripeClient clientWith(String key) {
    return StripeClient.builder()
        .setApiKey(key)
        .setApiBase(stripe.url().toString())
        .setMaxNetworkRetries(0)
        .build();
  }

  HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
    return send(postRequest(path, form).build());
  }

  HttpResponse<String> post(String path, String form, String idempotencyKey)
      throws IOException, InterruptedException {
    return send(postRequest(path, form).header("Idempotency-Key", idempotencyKey).build());
  }

  HttpResponse<String> postJson(String path, String body) throws IOException, InterruptedException {
    return send(postRequest(path, body).setHeader("Content-Type", "application/json").build());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return getAs("Bearer " + stripe.secretKey(), path);
  }

  HttpResponse<String> getAs(String authorization, String path)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path)).header("Authorization", authorization).GET().build());
  }

  JsonNode json(HttpResponse<String> answer) {
    return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  static String basic(String user) {
    byte[] pair = (user + ":").getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private HttpRequest.Builder postRequest(String path, String form) {
    return HttpRequest.newBuilder(uri(path))
        .header("Authorization", "Bearer " + stripe.secretKey())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form));
  }

  private URI uri(String path) {
    return URI.create(stripe.url() + path);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    stripe.close();
    surroundings.close();
  }
}
