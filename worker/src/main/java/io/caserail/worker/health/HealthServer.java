package io.caserail.worker.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Answers {@code /healthz} (the process lives), {@code /readyz} (it can work; 503 and the reason
 * otherwise) and {@code /metrics}.
 */
public final class HealthServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "caserail-health");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Starts to listen.
   *
   * @param port 0 for a free one
   * @param readiness empty when ready, otherwise why not, in a clause
   * @param metrics the text that Prometheus reads
   * @throws UncheckedIOException when the port is taken
   */
  public HealthServer(String host, int port, Supplier<String> readiness, Supplier<String> metrics) {
    try {
      this.server = HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (IOException e) {
      threads.shutdown();
      throw new UncheckedIOException(
          "health and metrics can't listen on " + host + ":" + port + "; is the port taken?", e);
    }
    server.setExecutor(threads);
    server.createContext("/healthz", exchange -> answer(exchange, "/healthz", 200, "alive\n"));
    server.createContext("/readyz", exchange -> ready(exchange, readiness.get()));
    server.createContext("/metrics", exchange -> answer(exchange, "/metrics", 200, metrics.get()));
    server.start();
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }

  private static void ready(HttpExchange exchange, String why) throws IOException {
    boolean isReady = why.isEmpty();
    answer(exchange, "/readyz", isReady ? 200 : 503, isReady ? "ready\n" : why + "\n");
  }

  private static void answer(HttpExchange exchange, String path, int status, String text)
      throws IOException {
    try (exchange) {
      boolean known = exchange.getRequestURI().getPath().equals(path);
      boolean reads = exchange.getRequestMethod().equals("GET");
      byte[] body = (known && reads ? text : "").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(
          known ? (reads ? status : 405) : 404, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
