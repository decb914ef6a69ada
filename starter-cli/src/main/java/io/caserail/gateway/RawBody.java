package io.caserail.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads a body, and never more of it than the cap, whatever length the request claims. */
final class RawBody {
  /** Zendesk's own limit for a payload. */
  static final int MOST_BYTES = 256 * 1024;

  private static final Pattern JSON =
      Pattern.compile("application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?");

  private RawBody() {}

  static byte[] read(HttpServletRequest request) {
    String type = request.getContentType();
    if (type == null || !JSON.matcher(type.strip().toLowerCase(Locale.ROOT)).matches()) {
      throw Refusal.wrongType();
    }
    if (request.getContentLengthLong() > MOST_BYTES) {
      throw Refusal.tooLarge(MOST_BYTES);
    }
    byte[] body = bytes(request);
    if (body.length > MOST_BYTES) {
      throw Refusal.tooLarge(MOST_BYTES);
    }
    return body;
  }

  private static byte[] bytes(HttpServletRequest request) {
    try {
      InputStream in = request.getInputStream();
      return in.readNBytes(MOST_BYTES + 1);
    } catch (IOException | RuntimeException e) {
      throw Refusal.unreadable();
    }
  }
}
