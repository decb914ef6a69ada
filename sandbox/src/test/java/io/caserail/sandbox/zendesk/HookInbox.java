package io.caserail.sandbox.zendesk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A receiver of webhooks that keeps what it got. */
final class HookInbox implements AutoCloseable {
  /** One delivery as it came in. */
  @SuppressWarnings("ArrayRecordComponent") // the signature is made on these bytes
  record Received(byte[] body, Map<String, String> headers) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private final HttpServer server;
  private final List<Received> received = new ArrayList<>();
  private final Deque<Integer> refusals = new ArrayDeque<>();
  private String retryAfter = "";

  HookInbox() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/zendesk");
  }

  /** The next deliveries get these answers, the others 202. */
  synchronized void refuse(Integer... statuses) {
    refusals.addAll(List.of(statuses));
  }

  synchronized void askToWait(String seconds) {
    retryAfter = seconds;
  }

  synchronized List<Received> received() {
    return List.copyOf(received);
  }

  private synchronized void take(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    received.add(new Received(exchange.getRequestBody().readAllBytes(), headers));
    if (!retryAfter.isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", retryAfter);
    }
    exchange.sendResponseHeaders(refusals.isEmpty() ? 202 : refusals.remove(), -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
