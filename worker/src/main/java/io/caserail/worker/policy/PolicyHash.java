package io.caserail.worker.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names a policy's content: the SHA-256 of its text, as {@code sha256sum} prints it. Where the text
 * names groups instead of ids, a line per name follows, {@code # name=id}: another group behind a
 * name is another policy.
 */
final class PolicyHash {
  private PolicyHash() {}

  static String of(String text, Map<String, String> groups) {
    StringBuilder whole = new StringBuilder(text);
    SortedMap<String, String> sorted = new TreeMap<>(groups);
    sorted.forEach(
        (name, id) -> whole.append("# ").append(name).append('=').append(id).append('\n'));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(whole.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
