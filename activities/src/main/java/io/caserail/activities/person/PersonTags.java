package io.caserail.activities.person;

import io.caserail.activities.http.Secret;
import io.caserail.model.PersonTag;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns an e-mail address into a tag: the first 32 hexadecimal digits of its HMAC-SHA256, in lower
 * case and without spaces around. One key for all systems, so that the same person has one tag; who
 * has no key can't try addresses.
 */
public final class PersonTags {
  /** The tag of somebody without an address; it says nothing about who that is. */
  public static final PersonTag NONE = new PersonTag("none");

  private static final int SHORTEST_KEY = 16;
  private static final int DIGITS = 32;

  private final SecretKeySpec key;

  public PersonTags(Secret key) {
    if (key.value().length() < SHORTEST_KEY) {
      throw new IllegalArgumentException("the key of person tags is shorter than 16 characters");
    }
    this.key = new SecretKeySpec(key.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  /** The tag of an address; {@link #NONE} for an empty one. */
  public PersonTag of(String email) {
    String address = email.strip().toLowerCase(Locale.ROOT);
    if (address.isEmpty()) {
      return NONE;
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] hash = mac.doFinal(address.getBytes(StandardCharsets.UTF_8));
      return new PersonTag(HexFormat.of().formatHex(hash).substring(0, DIGITS));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }
}
