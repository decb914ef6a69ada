package io.caserail.gateway;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * One of the active signing secrets of a sender. Two of them are active while a secret is rotated.
 *
 * @param name what metrics call it, for example {@code 2026-11}
 * @param value the secret, used as it is: neither Zendesk's nor Stripe's is decoded first
 */
public record WebhookSecret(String name, String value) {
  /** Signs Zendesk's test deliveries for webhooks that do not exist yet; everybody knows it. */
  private static final String PUBLIC_TEST_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,39}");
  private static final int SHORTEST = 16;

  public WebhookSecret {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a secret's name has 1 to 40 letters, digits, '_.-'");
    }
    if (value.strip().equals(PUBLIC_TEST_SECRET)) {
      throw new IllegalArgumentException(
          "the secret " + name + " is Zendesk's public test secret, with which anybody can sign");
    }
    if (value.length() < SHORTEST || !value.equals(value.strip())) {
      throw new IllegalArgumentException(
          "the secret " + name + " has under " + SHORTEST + " characters, or spaces at its ends");
    }
  }

  byte[] key() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return name + "=***";
  }
}
