package io.caserail.worker.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {
  private volatile String unready = "";
  private final HealthServer server =
      new HealthServer("127.0.0.1", 0, () -> unready, () -> "caserail_x 1\n");

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> call(String method, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());
  }

  @Test
  void it_lives_is_ready_and_shows_its_metrics() throws Exception {
    assertThat(call("GET", "/healthz").statusCode()).isEqualTo(200);
    assertThat(call("GET", "/readyz").body()).isEqualTo("ready\n");
    assertThat(call("GET", "/metrics").body()).isEqualTo("caserail_x 1\n");
  }

  @Test
  void it_is_alive_but_not_ready_and_says_why() throws Exception {
    unready = "Temporal does not answer";

    HttpResponse<String> answer = call("GET", "/readyz");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("Temporal does not answer\n");
    assertThat(call("GET", "/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void it_answers_nothing_else() throws Exception {
    assertThat(call("GET", "/").statusCode()).isEqualTo(404);
    assertThat(call("GET", "/healthz/more").statusCode()).isEqualTo(404);
    assertThat(call("POST", "/metrics").statusCode()).isEqualTo(405);
  }

  @Test
  void a_port_that_is_taken_is_named() {
    assertThatThrownBy(() -> new HealthServer("127.0.0.1", server.port(), () -> "", () -> ""))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("127.0.0.1:" + server.port());
  }
}
