package io.caserail.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 over a prefix and raw bytes, compared in constant time. */
final class Hmac {
  private static final String ALGORITHM = "HmacSHA256";

  private Hmac() {}

  /**
   * The name of the secret that one of the signatures was made with.
   *
   * @param key what of a secret is the key
   * @throws Refusal with 401 when none of them was
   */
  static String signer(
      List<WebhookSecret> secrets,
      Function<WebhookSecret, byte[]> key,
      String prefix,
      byte[] body,
      List<byte[]> signatures) {
    String signer = "";
    for (WebhookSecret secret : secrets) {
      byte[] expected = sign(key.apply(secret), prefix, body);
      for (byte[] signature : signatures) {
        if (MessageDigest.isEqual(expected, signature)) {
          signer = secret.name();
        }
      }
    }
    if (signer.isEmpty()) {
      throw Refusal.notAuthentic("no active secret made this signature");
    }
    return signer;
  }

  private static byte[] sign(byte[] key, String prefix, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(prefix.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
