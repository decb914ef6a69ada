package io.caserail.sandbox.scim;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.core.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** The stand-in on a free port, and a bare client to talk to it. */
final class RunningScim implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Surroundings surroundings = Surroundings.fresh(0);
  private final ScimSandbox scim;

  RunningScim() {
    this(ScimOptions.defaults());
  }

  RunningScim(ScimOptions options) {
    this.scim = ScimSandbox.start(options, surroundings);
  }

  ScimSandbox scim() {
    return scim;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return getAs("Bearer " + scim.token(), path);
  }

  HttpResponse<String> getAs(String authorization, String path)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(scim.url() + path))
            .header("Authorization", authorization)
            .build());
  }

  HttpResponse<String> filtered(String resource, String filter)
      throws IOException, InterruptedException {
    return get(resource + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return write("POST", path, body, "*");
  }

  /** A PATCH with these operations, whatever the version. */
  HttpResponse<String> patch(String path, String operations)
      throws IOException, InterruptedException {
    return patch(path, operations, "*");
  }

  HttpResponse<String> patch(String path, String operations, String version)
      throws IOException, InterruptedException {
    return write(
        "PATCH",
        path,
        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":["
            + operations
            + "]}",
        version);
  }

  HttpResponse<String> write(String method, String path, String body, String version)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(scim.url() + path))
            .header("Authorization", "Bearer " + scim.token())
            .header("Content-Type", "application/scim+json")
            .header("If-Match", version)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  static JsonNode json(HttpResponse<String> answer) {
    return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    scim.close();
    surroundings.close();
  }
}
