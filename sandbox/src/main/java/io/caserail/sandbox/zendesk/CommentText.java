package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Json;
import java.nio.charset.StandardCharsets;

/** What the vendor makes of a comment's text. */
final class CommentText {
  private static final int MAX_BYTES = 65_535;

  private CommentText() {}

  /** Cut at 64 kB, silently. */
  static String cut(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MAX_BYTES) {
      return text;
    }
    int end = MAX_BYTES;
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  static ObjectNode event(String body, boolean isPublic, long authorId, long auditId) {
    return Json.object()
        .put("author_id", authorId)
        .put("body", body)
        .put("html_body", "<div class=\"zd-comment\">" + escaped(body) + "</div>")
        .put("plain_body", body)
        .put("public", isPublic)
        .put("audit_id", auditId);
  }

  private static String escaped(String body) {
    return body.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\n", "<br>");
  }
}
