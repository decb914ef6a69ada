package io.caserail.sandbox.easypost;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The value of {@code X-Hmac-Signature}: {@code hmac-sha256-hex=<hex HMAC-SHA256 of the body>}. The
 * secret is normalised to NFKD, as EasyPost's client libraries do. It holds no time.
 *
 * @see <a href="https://docs.easypost.com/guides/webhooks-guide">EasyPost: webhooks</a>
 */
final class EasyPostSignature {
  private EasyPostSignature() {}

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
