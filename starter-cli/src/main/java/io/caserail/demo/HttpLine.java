package io.caserail.demo;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection to an HTTP/1.1 server that stays open between requests. The caller's thread writes
 * and reads by itself, so that what is timed is the server and not a client's pools and hand-overs.
 * Not thread-safe.
 */
final class HttpLine implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
  private static final String LENGTH = "content-length:";

  private final URI server;
  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;

  /**
   * Connects.
   *
   * @param server whose host and port are taken
   * @throws SceneFailed when nobody listens there
   */
  HttpLine(URI server) {
    this.server = server;
    try {
      this.socket = new Socket(server.getHost(), server.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      this.out = socket.getOutputStream();
      this.in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new SceneFailed("nobody listens at " + server);
    }
  }

  /** A request without a body, as it goes over the wire. */
  static byte[] get(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Sends a request, and waits until its answer is there whole.
   *
   * @return the answer's status
   * @throws SceneFailed when what answers does not speak HTTP/1.1
   */
  int call(byte[] request) {
    try {
      out.write(request);
      String first = line();
      skipRest();
      Matcher status = STATUS.matcher(first);
      if (!status.lookingAt()) {
        throw new SceneFailed(server + " answered " + first);
      }
      return Integer.parseInt(status.group(1));
    } catch (IOException e) {
      throw new IllegalStateException(server + " did not answer", e);
    }
  }

  /**
   * The same for a request whose answer has to have a certain status.
   *
   * @throws SceneFailed when it has another
   */
  void call(byte[] request, int status) {
    int answer = call(request);
    if (answer != status) {
      throw new SceneFailed(server + " answered " + answer + ", and not " + status);
    }
  }

  private void skipRest() throws IOException {
    long length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Long.parseLong(line.substring(LENGTH.length()).strip());
      }
    }
    in.skipNBytes(length);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
