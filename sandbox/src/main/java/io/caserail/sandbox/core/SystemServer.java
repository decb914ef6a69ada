package io.caserail.sandbox.core;

import io.caserail.sandbox.fault.Faults;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * One stand-in's HTTP server on a loopback port. Every call is numbered, struck by the faults that
 * concern it, answered by the endpoint it fits, and recorded.
 */
public final class SystemServer implements AutoCloseable, Faults.Switch {
  private static final List<HandlerType> METHODS =
      List.of(
          HandlerType.GET,
          HandlerType.POST,
          HandlerType.PUT,
          HandlerType.PATCH,
          HandlerType.DELETE);
  private static final long MAX_REQUEST_BYTES = 8L << 20;

  private final Javalin javalin;
  private static final Duration HOLD_WITHIN = Duration.ofSeconds(5);

  private final ServerConnector connector;
  private final int port;
  private @Nullable Socket placeholder;

  private SystemServer(Javalin javalin) {
    this.javalin = javalin;
    this.connector = (ServerConnector) javalin.jettyServer().server().getConnectors()[0];
    this.port = connector.getLocalPort();
  }

  /**
   * Starts listening.
   *
   * @param port a free port is taken if it is 0
   * @param notFound answers what no route fits
   */
  public static SystemServer start(
      String system, int port, Surroundings surroundings, Routes routes, Endpoint notFound) {
    CallDesk desk = new CallDesk(system, surroundings, routes, notFound);
    SystemServer server = new SystemServer(listen(system, port, desk));
    surroundings.faults().register(system, server);
    return server;
  }

  private static Javalin listen(String system, int port, Handler handler) {
    QueuedThreadPool threads = new QueuedThreadPool(200, 4, 30_000);
    threads.setName("sandbox-" + system);
    threads.setDaemon(true);
    return Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.startup.startupWatcherEnabled = false;
              config.http.compressionStrategy = CompressionStrategy.NONE;
              config.http.maxRequestSize = MAX_REQUEST_BYTES;
              config.jetty.threadPool = threads;
              METHODS.forEach(method -> config.routes.addHttpHandler(method, "*", handler));
            })
        .start(InetAddress.getLoopbackAddress().getHostAddress(), port);
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public int port() {
    return port;
  }

  /** Closes the port and all connections: callers get 'connection refused' until {@link #up}. */
  @Override
  public synchronized void down() {
    if (placeholder != null) {
      return;
    }
    try {
      connector.stop();
      placeholder = holdPort();
    } catch (Exception e) {
      throw new IllegalStateException("the sandbox could not close port " + port, e);
    }
  }

  /**
   * Bound but not listening, so that nobody else gets the port meanwhile. The kernel lets go of a
   * closed listener only when its acceptor thread has left it, a moment after the close returned.
   */
  private Socket holdPort() throws IOException {
    long deadline = System.nanoTime() + HOLD_WITHIN.toNanos();
    while (true) {
      Socket socket = new Socket();
      try {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
      } catch (BindException e) {
        socket.close();
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
    }
  }

  @Override
  public synchronized void up() {
    if (placeholder == null) {
      return;
    }
    try {
      placeholder.close();
      placeholder = null;
      connector.setPort(port);
      connector.start();
    } catch (Exception e) {
      throw new IllegalStateException("the sandbox could not open port " + port, e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (placeholder != null) {
        placeholder.close();
        placeholder = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      javalin.stop();
    }
  }
}
