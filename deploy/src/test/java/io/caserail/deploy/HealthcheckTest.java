package io.caserail.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthcheckTest {
  private final HttpServer server = server();

  @BeforeEach
  void listen() {
    answer("/readyz", 200);
    answer("/busy", 503);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void an_answer_of_200_is_healthy() throws Exception {
    assertThat(healthcheck(server.getAddress().getPort(), "/readyz")).isZero();
  }

  @Test
  void any_other_answer_is_not() throws Exception {
    assertThat(healthcheck(server.getAddress().getPort(), "/busy")).isNotZero();
    assertThat(healthcheck(server.getAddress().getPort(), "/nowhere")).isNotZero();
  }

  @Test
  void nobody_there_is_not_healthy() throws Exception {
    int port = server.getAddress().getPort();
    server.stop(0);

    assertThat(healthcheck(port, "/readyz")).isNotZero();
  }

  private void answer(String path, int status) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
  }

  private static int healthcheck(int port, String path) throws Exception {
    Process process =
        new ProcessBuilder("bash", "healthcheck", Integer.toString(port), path)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
