package io.caserail.sandbox.easypost;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.core.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The stand-in on a free port, and a bare client to talk to it. */
final class RunningEasyPost implements AutoCloseable {
  private static final double NO_PAUSES = 0;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Surroundings surroundings = Surroundings.fresh(NO_PAUSES);
  private final EasyPostSandbox easypost;

  RunningEasyPost() {
    this(EasyPostOptions.defaults());
  }

  RunningEasyPost(EasyPostOptions options) {
    this.easypost = EasyPostSandbox.start(options, surroundings);
  }

  EasyPostSandbox easypost() {
    return easypost;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return getAs(basic(easypost.apiKey()), path);
  }

  HttpResponse<String> getAs(String authorization, String path)
      throws IOException, InterruptedException {
    return send(request(path).header("Authorization", authorization).GET().build());
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Authorization", basic(easypost.apiKey()))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> refund(Shipment shipment) throws IOException, InterruptedException {
    return post("/v2/shipments/" + shipment.id() + "/refund", "");
  }

  static JsonNode json(HttpResponse<String> answer) {
    return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  static String basic(String user) {
    byte[] pair = (user + ":").getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(easypost.url() + path));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    easypost.close();
    surroundings.close();
  }
}
