package io.caserail.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/**
 * Takes a body up to the cap, and reads at most twice that, whatever length it claims; what is not
 * there in five seconds does not arrive, however steadily it comes.
 */
final class RawBody {
  private static final Pattern JSON =
      Pattern.compile("application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?");

  /** Senders send a body at once, and whoever reads one keeps the place of another. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** Most bodies are smaller. */
  private static final int PART = 8 * 1024;

  private RawBody() {}

  static byte[] read(HttpServletRequest request, int cap) {
    String type = request.getContentType();
    if (type == null || !JSON.matcher(type.strip().toLowerCase(Locale.ROOT)).matches()) {
      throw Refusal.wrongType();
    }
    long claimed = request.getContentLengthLong();
    if (claimed > cap) {
      if (claimed <= 2L * cap) {
        // Closed on what is still on its way, a connection resets, and no sender reads why.
        var unused = bytes(request, 2 * cap);
      }
      throw Refusal.tooLarge(cap);
    }
    byte[] body = bytes(request, cap);
    if (body.length > cap) {
      throw Refusal.tooLarge(cap);
    }
    return body;
  }

  private static byte[] bytes(HttpServletRequest request, int cap) {
    EndPoint wire =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
    long idle = wire.getIdleTimeout();
    try {
      return bytes(request.getInputStream(), wire, cap + 1);
    } catch (IOException | RuntimeException e) {
      throw Refusal.unreadable();
    } finally {
      wire.setIdleTimeout(idle);
    }
  }

  /** Jetty's minimum data rate goes by the bytes of all requests together, so it is not used. */
  private static byte[] bytes(InputStream in, EndPoint wire, int most) throws IOException {
    long end = System.nanoTime() + LONGEST.toNanos();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] part = new byte[PART];
    while (body.size() < most) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new InterruptedIOException("the body takes too long");
      }
      // A byte begins the idle time anew, so that each read gets no more than what is left.
      wire.setIdleTimeout(left);
      int read = in.read(part, 0, Math.min(PART, most - body.size()));
      if (read < 0) {
        break;
      }
      body.write(part, 0, read);
    }
    return body.toByteArray();
  }
}
