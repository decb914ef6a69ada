package io.caserail.activities.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A server on loopback whose answers a test decides, and that can misbehave on the wire. */
public final class ScriptedServer implements AutoCloseable {
  /** A request as it arrived; header names in lower case. */
  public record Asked(
      String method, String path, String query, Map<String, String> headers, String body) {}

  /** How an answer travels. */
  public enum Wire {
    WHOLE,
    /** The connection closes without a byte. */
    LOST,
    /** Half of the body, then the connection closes. */
    TRUNCATED,
    /** Not before the server is closed. */
    NEVER
  }

  /** What is answered. */
  public record Told(int status, String body, Map<String, String> headers, Wire wire) {
    public static Told json(int status, String body) {
      return new Told(status, body, Map.of(), Wire.WHOLE);
    }

    public Told with(String name, String value) {
      return new Told(status, body, Map.of(name, value), wire);
    }

    public Told on(Wire other) {
      return new Told(status, body, headers, other);
    }
  }

  /** What a test decides. */
  @FunctionalInterface
  public interface Script {
    Told answer(Asked asked);
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Script script;

  public ScriptedServer(Script first) {
    script = first;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public void play(Script next) {
    script = next;
  }

  public URI base() {
    return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port());
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    @Nullable String query = exchange.getRequestURI().getQuery();
    Asked request =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            query == null ? "" : query,
            headers,
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    asked.add(request);
    Told told = script.answer(request);
    try (exchange) {
      send(exchange, told);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(HttpExchange exchange, Told told) throws IOException, InterruptedException {
    switch (told.wire()) {
      case LOST -> {
        return;
      }
      case NEVER -> {
        closing.await();
        return;
      }
      case WHOLE, TRUNCATED -> {
        byte[] body = told.body().getBytes(StandardCharsets.UTF_8);
        told.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(told.status(), body.length == 0 ? -1 : body.length);
        int length = told.wire() == Wire.TRUNCATED ? body.length / 2 : body.length;
        exchange.getResponseBody().write(body, 0, length);
        exchange.getResponseBody().flush();
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
