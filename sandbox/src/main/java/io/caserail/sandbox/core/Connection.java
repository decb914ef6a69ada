package io.caserail.sandbox.core;

import io.caserail.sandbox.fault.ActiveFault;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/** The caller's connection, which can be answered, or broken in the ways that faults ask for. */
final class Connection {
  private final HttpServletRequest request;
  private final HttpServletResponse response;

  Connection(HttpServletRequest request, HttpServletResponse response) {
    this.request = request;
    this.response = response;
  }

  void send(Answer answer) {
    head(answer);
    write(answer.body(), 0, answer.body().length);
  }

  /** Announces the whole body, sends half of it, then breaks off. */
  void sendHalf(Answer answer) {
    head(answer);
    write(answer.body(), 0, answer.body().length / 2);
    reset();
  }

  /** Spreads the body over the fault's duration. */
  void drip(Answer answer, ActiveFault fault) throws InterruptedException {
    head(answer);
    int pieces = 10;
    Duration pause = fault.fault().duration().dividedBy(pieces);
    int size = Math.max(1, answer.body().length / pieces);
    for (int from = 0; from < answer.body().length; from += size) {
      write(answer.body(), from, Math.min(size, answer.body().length - from));
      fault.hold(pause);
    }
  }

  /** Sends a body that is not what its content type promises. */
  void sendGarbled(Answer answer) {
    byte[] half = Arrays.copyOf(answer.body(), answer.body().length / 2 + 1);
    half[half.length - 1] = '<';
    send(new Answer(answer.status(), answer.headers(), answer.contentType(), half));
  }

  /** Ends the connection without an answer; the caller sees a reset. */
  void reset() {
    EndPoint endPoint =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
    try {
      if (endPoint.getTransport() instanceof SocketChannel channel && channel.isOpen()) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      endPoint.close();
    }
  }

  private void head(Answer answer) {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentType(answer.contentType());
    response.setContentLength(answer.body().length);
  }

  /** A caller that has hung up meanwhile is no fault of the stand-in's. */
  private void write(byte[] bytes, int from, int count) {
    try {
      OutputStream out = response.getOutputStream();
      out.write(bytes, from, count);
      out.flush();
    } catch (IOException e) {
      reset();
    }
  }
}
