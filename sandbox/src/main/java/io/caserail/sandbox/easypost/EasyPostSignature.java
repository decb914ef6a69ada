package io.caserail.sandbox.easypost;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The value of {@code X-Hmac-Signature}: {@code hmac-sha256-hex=<hex HMAC-SHA256 of the body>}. The
 * secret is normalised to NFKD, as EasyPost's client libraries do. It holds no time. The second one
 * does.
 *
 * @see <a href="https://docs.easypost.com/guides/webhooks-guide">EasyPost: webhooks</a>
 */
final class EasyPostSignature {
  private static final DateTimeFormatter RFC_2822 =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH);

  private EasyPostSignature() {}

  /** Both signatures; the second one is over {@code time + "POST" + path + body}. */
  static Map<String, String> headers(String secret, Instant at, String path, byte[] body) {
    String time = RFC_2822.format(at.atOffset(ZoneOffset.UTC));
    byte[] head = (time + "POST" + path).getBytes(StandardCharsets.UTF_8);
    byte[] signed = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, signed, head.length, body.length);
    return Map.of(
        "X-Hmac-Signature",
        of(secret, body),
        "x-hmac-signature-v2",
        of(secret, signed),
        "x-timestamp",
        time,
        "x-path",
        path);
  }

  static String of(String secret, byte[] body) {
    byte[] key =
        Normalizer.normalize(secret, Normalizer.Form.NFKD).getBytes(StandardCharsets.UTF_8);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return "hmac-sha256-hex=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
