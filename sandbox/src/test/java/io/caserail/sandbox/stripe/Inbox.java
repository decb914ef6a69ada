package io.caserail.sandbox.stripe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A receiver of webhooks that keeps what it got. */
final class Inbox implements AutoCloseable {
  record Received(String body, String signature) {}

  private final HttpServer server;
  private final List<Received> received = new ArrayList<>();
  private final CountDownLatch first = new CountDownLatch(1);
  private final Deque<Integer> refusals = new ArrayDeque<>();

  Inbox() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/stripe");
  }

  /** The next deliveries get these answers, the others 200. */
  synchronized void refuse(int... statuses) {
    for (int status : statuses) {
      refusals.add(status);
    }
  }

  synchronized List<Received> received() {
    return List.copyOf(received);
  }

  /** Waits for the first delivery; false if none comes in time. */
  boolean awaitFirst(Duration atMost) throws InterruptedException {
    return first.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String signature = exchange.getRequestHeaders().getFirst("Stripe-Signature");
    int status;
    synchronized (this) {
      received.add(new Received(body, String.valueOf(signature)));
      status = refusals.isEmpty() ? 200 : refusals.remove();
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
    first.countDown();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
