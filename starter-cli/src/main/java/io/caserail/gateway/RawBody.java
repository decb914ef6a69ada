package io.caserail.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Pattern;

/** Takes a body up to the cap, and reads at most twice that, whatever length it claims. */
final class RawBody {
  private static final Pattern JSON =
      Pattern.compile("application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?");

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
    try {
      InputStream in = request.getInputStream();
      return in.readNBytes(cap + 1);
    } catch (IOException | RuntimeException e) {
      throw Refusal.unreadable();
    }
  }
}
